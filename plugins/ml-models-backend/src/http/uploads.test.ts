import { readdir } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import {
  BASE,
  RunningRegistry,
  startRegistry,
} from './__testUtils__/startRegistry';

jest.mock('../ingest/limits', () => ({
  ...jest.requireActual('../ingest/limits'),
  SPOOL_IDLE_MS: 300,
}));

const PIECE = Buffer.alloc(64 * 1024, 1);
const MULTIPART = [
  '--x',
  'Content-Disposition: form-data; name="model"; filename="m.bin"',
  'Content-Type: application/octet-stream',
  '',
  '',
].join('\r\n');

eachDatabase('an upload that ends before its end', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;

  const start = async (limits: Record<string, string>) => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      config: { ingestion: { limits } },
    });
  };
  afterEach(() => registry.stop());

  const ROUTES = [
    ['PUT', '/models/default/lora/versions/v1/artifacts/a.bin'],
    ['POST', '/models'],
  ];

  /** Sends for ever, until it is answered. */
  function send(
    [method, path]: string[],
    goOn: (sent: ClientRequest) => void = flow,
  ): Promise<[number | undefined, string]> {
    const { hostname, port } = new URL(request(registry.server).get('').url);
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        hostname,
        port,
        method,
        path: `${BASE}${path}`,
        headers: {
          Authorization: mockCredentials.user.header(),
          'Content-Length': 1024 ** 3,
          'Content-Type':
            method === 'POST'
              ? 'multipart/form-data; boundary=x'
              : 'application/octet-stream',
        },
      });
      sent.on('response', async answer => {
        const parts = [];
        for await (const part of answer) {
          parts.push(part);
        }
        sent.destroy();
        resolve([
          answer.statusCode,
          JSON.parse(Buffer.concat(parts).toString()).error.code,
        ]);
      });
      sent.on('error', reject);
      sent.write(method === 'POST' ? MULTIPART : 'x');
      goOn(sent);
    });
  }

  function flow(sent: ClientRequest): void {
    const more = () => {
      while (!sent.destroyed && sent.write(PIECE)) {
        // until its socket is full
      }
    };
    sent.on('drain', more);
    more();
  }

  const left = () => readdir(join(spool.path, 'uploaded'));

  it.each(ROUTES)(
    'the first cause wins: too large is 413, not cancelled: %s',
    async (...route) => {
      await start({ uploadBytes: '3 MiB' });
      expect(await send(route)).toEqual([413, 'TOO_LARGE']);
      expect(await left()).toEqual([]);
    },
  );

  it.each(ROUTES)(
    'the first cause wins: a full spool is 507, not cancelled: %s',
    async (...route) => {
      await start({ spoolBytes: '3 MiB' });
      expect(await send(route)).toEqual([507, 'NO_SPACE']);
      expect(await left()).toEqual([]);
    },
  );

  it.each(ROUTES)(
    'the first cause wins: a silent sender is 408, not cancelled: %s',
    async (...route) => {
      await start({});
      const [status, code] = await send(route, () => {});
      expect(status).toBe(408);
      expect(['IDLE_TIMEOUT', 'BODY_TOO_SLOW']).toContain(code);
      expect(await left()).toEqual([]);
    },
  );

  it('a refused upload leaves no open set that counts against its sender', async () => {
    await start({ uploadBytes: '3 MiB' });
    await send(ROUTES[0]);
    const key = {
      modelRef: 'mlmodel:default/lora',
      version: 'v1',
      createdBy: 'user:default/mock',
    };
    expect(await registry.stores.stagings.findOpen(key)).toBeUndefined();
  });

  it.each(ROUTES)(
    'a replica that shuts down says so, and not that it was cancelled: %s',
    async (...route) => {
      await start({});
      const answer = send(route);
      while ((await left()).length === 0) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      const stopped = registry.stop();
      expect(await answer).toEqual([503, 'STOPPING']);
      await stopped;
    },
  );
});
