import { answerOf } from './answerOf';
import { createPortalClient } from './createPortalClient';

function portal(response: Response) {
  const fetch = jest.fn(
    async (_input: RequestInfo | URL, _init?: RequestInit) => response,
  );
  return { fetch, client: createPortalClient({ fetch }) };
}

describe('createPortalClient', () => {
  it('asks the portal for a plugin address, with names encoded', async () => {
    const { client, fetch } = portal(Response.json({ items: [] }));
    await client.request('get', '/models/{namespace}/{name}', {
      params: {
        path: { namespace: 'default', name: 'a/../b' },
        query: { asOf: '2026-01-01T00:00:00+01:00' },
      },
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://ml-models/models/default/a%2F..%2Fb?asOf=2026-01-01T00%3A00%3A00%2B01%3A00',
    );
    expect(fetch.mock.calls[0][1]?.body).toBeUndefined();
  });

  it('sends bodies as text: streams do not travel over HTTP/1.1', async () => {
    const { client, fetch } = portal(Response.json({}));
    await client.request(
      'post',
      '/models/{namespace}/{name}/versions/{version}/drift',
      {
        params: { path: { namespace: 'default', name: 'm', version: 'v1' } },
        body: { metric: 'drift_score', score: 0.031 },
      },
    );
    expect(fetch.mock.calls[0][1]).toMatchObject({
      method: 'POST',
      body: '{"metric":"drift_score","score":0.031}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it.each([
    [401, 'NOT_ALLOWED'],
    [403, 'NOT_ALLOWED'],
    [404, 'NOT_FOUND'],
    [409, 'REFUSED'],
    [422, 'REFUSED'],
    [500, 'FAILED'],
  ])(
    'turns %d into %s with the problems that were named',
    async (status, code) => {
      const { client } = portal(
        Response.json(
          {
            error: {
              name: 'RefusedError',
              message: 'refused',
              problems: [{ code: 'MISSING_FIELD', message: 'license' }],
            },
          },
          { status },
        ),
      );
      await expect(
        answerOf(client.request('get', '/summary', {})),
      ).rejects.toMatchObject({
        code,
        status,
        message: 'refused',
        problems: [{ code: 'MISSING_FIELD' }],
      });
    },
  );

  it('has a message for an answer that is not from the backend', async () => {
    const { client } = portal(
      new Response('<html>', { status: 502, statusText: 'Bad Gateway' }),
    );
    await expect(
      answerOf(client.request('get', '/summary', {})),
    ).rejects.toMatchObject({ code: 'FAILED', message: '502 Bad Gateway' });
  });
});
