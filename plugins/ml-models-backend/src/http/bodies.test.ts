import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import request from 'supertest';
import { aRegistration } from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { openApiOperations } from './__testUtils__/openApiOperations';
import {
  BASE,
  RunningRegistry,
  startRegistry,
} from './__testUtils__/startRegistry';
import { HTTP_LIMITS } from './limits';

const VERSION = `${BASE}/models/default/lora/versions/v1`;

/** Every operation that takes a body, with the limit of its JSON. */
const routes = openApiOperations
  .filter(({ requestBody }) => requestBody)
  .map(({ method, path }) => ({
    method,
    url: `${BASE}${path
      .replace('{namespace}', 'default')
      .replace('{name}', 'lora')
      .replace('{version}', 'v1')
      .replace('{path}', 'a.bin')
      .replace('{reviewId}', 'rev-1')}`,
  }));

eachDatabase('a body', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;
  let decision: PolicyDecision;

  beforeAll(async () => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      features: [
        mockServices.permissions.mock({
          authorize: async () => [
            {
              result:
                decision.result === AuthorizeResult.DENY
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            },
          ],
          authorizeConditional: async () => [decision],
        }).factory,
      ],
    });
    await registry.stores.models.execute(
      aRegistration({ modelRef: 'mlmodel:default/lora', version: 'v1' }),
      { by: 'user:default/mock' },
    );
  });
  beforeEach(() => {
    decision = { result: AuthorizeResult.ALLOW };
  });
  afterAll(() => registry.stop());

  /** Status line of the answer to a head whose body never comes. */
  async function answerWithoutBody(head: string[]): Promise<string> {
    const { port } = new URL(request(registry.server).get('').url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      [
        ...head,
        'Host: 127.0.0.1',
        `Authorization: ${mockCredentials.user.header()}`,
        'Content-Length: 10000000',
        '',
        '{',
      ].join('\r\n'),
    );
    for await (const part of socket) {
      socket.destroy();
      return String(part).split('\r\n', 1)[0];
    }
    return 'closed';
  }

  it.each(routes)(
    'is not waited for when its sender may not send it: $method $url',
    async ({ method, url }) => {
      decision = { result: AuthorizeResult.DENY };
      for (const type of ['application/json', 'multipart/form-data']) {
        const status = await answerWithoutBody([
          `${method.toUpperCase()} ${url} HTTP/1.1`,
          `Content-Type: ${type}; boundary=x`,
        ]);
        expect(status).toBe('HTTP/1.1 403 Forbidden');
      }
    },
  );

  const post = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) =>
    fetch(request(registry.server).post(path).url, {
      method: 'POST',
      headers: {
        Authorization: mockCredentials.user.header(),
        'Content-Type': 'application/json',
        ...headers,
      },
      body,
    }).then(async answer => ({
      status: answer.status,
      body: await answer.json(),
    }));

  it.each<[string, string, string, number, string]>([
    ['nothing', 'drift', '', 400, 'INVALID_REQUEST'],
    ['no JSON', 'drift', '{', 400, 'MALFORMED_BODY'],
    [
      'a key twice',
      'drift',
      '{"metric":"a","score":1,"score":2}',
      400,
      'DUPLICATE_KEY',
    ],
    [
      'a value for every second byte',
      'drift',
      `[${'0,'.repeat(5_000)}0]`,
      413,
      'TOO_MANY_NODES',
    ],
    ['levels without end', 'drift', '['.repeat(60_000), 400, 'TOO_DEEP'],
    [
      'more bytes than a command has',
      'drift',
      ' '.repeat(HTTP_LIMITS.commandBytes + 1),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a number past all numbers',
      'drift',
      '{"metric":"a","score":1e999}',
      400,
      'INVALID_REQUEST',
    ],
    [
      'samples past all integers',
      'drift',
      '{"metric":"a","score":1,"samples":1e30}',
      400,
      'INVALID_REQUEST',
    ],
    [
      'a statement nested 20,000 deep',
      'attestations',
      `{"predicateType":"x","statement":{"a":${'['.repeat(20_000)}${']'.repeat(
        20_000,
      )}}}`,
      400,
      'TOO_DEEP',
    ],
    [
      'a statement of a million values',
      'attestations',
      `{"predicateType":"x","statement":{"a":[${'[],'.repeat(1_000_000)}[]]}}`,
      413,
      'TOO_MANY_NODES',
    ],
    [
      'a statement that is a list',
      'attestations',
      '{"predicateType":"x","statement":[]}',
      400,
      'INVALID_REQUEST',
    ],
    [
      'no statement',
      'attestations',
      '{"predicateType":"x"}',
      400,
      'INVALID_REQUEST',
    ],
  ])('of %s is refused: %s', async (_what, route, text, status, code) => {
    const answer = await post(`${VERSION}/${route}`, text);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it('that is packed, in another character set, or no UTF-8 is refused', async () => {
    const command = { metric: 'drift_score', score: 0.1 };
    const packed = await post(
      `${VERSION}/drift`,
      Uint8Array.from(gzipSync(JSON.stringify(command))),
      { 'Content-Encoding': 'gzip' },
    );
    const latin = await post(`${VERSION}/drift`, JSON.stringify(command), {
      'Content-Type': 'application/json; charset=latin1',
    });
    const broken = await post(
      `${VERSION}/drift`,
      Uint8Array.from(Buffer.from('{"metric":"\u00ff","score":0.1}', 'latin1')),
    );
    expect(
      [packed, latin, broken].map(({ status, body }) => [
        status,
        body.error.code,
      ]),
    ).toEqual([
      [415, 'UNSUPPORTED_ENCODING'],
      [415, 'UNSUPPORTED_MEDIA_TYPE'],
      [400, 'NOT_UTF8'],
    ]);
  });

  it('that is large and good is taken, and kept as canonical JSON', async () => {
    const statement = { b: 'x'.repeat(3_000_000), a: [1, 2] };
    const answer = await post(
      `${VERSION}/attestations`,
      JSON.stringify({ predicateType: 'large', statement }),
    );
    expect(answer.status).toBe(201);
    const document = await registry.stores.models.readDocument(
      answer.body.document.digest,
    );
    expect(Buffer.from(document?.bytes ?? []).toString()).toBe(
      `{"a":[1,2],"b":"${statement.b}"}`,
    );
  });
});
