import { createServer, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

jest.mock('./limits', () => ({
  ...jest.requireActual('./limits'),
  SPOOL_RATE_WINDOW_MS: 300,
  SOURCE_OPEN_MS: 300,
}));

const BYTES = aSafetensorsFile({});
const MIB = 1024 * 1024;

/** What a source does instead of giving its file. */
const BAD: Record<string, (res: ServerResponse) => void> = {
  drips(res) {
    res.write('x');
    const timer = setInterval(() => res.write('x'), 20);
    res.on('close', () => clearInterval(timer));
  },
  'never answers': () => {},
  /** as slow as it may be, for ever */
  'is merely slow'(res) {
    const timer = setInterval(() => res.write(Buffer.alloc(4096)), 50);
    res.on('close', () => clearInterval(timer));
  },
  'never ends'(res) {
    const more = () => {
      while (!res.destroyed && res.write(Buffer.alloc(64 * 1024))) {
        // until its socket is full
      }
    };
    res.on('drain', more);
    more();
  },
  'sends less than it said'(res) {
    res.setHeader('Content-Length', BYTES.length + 1000);
    res.write(BYTES);
    setTimeout(() => res.destroy(), 50);
  },
};

eachDatabase('sources that are slow or lie', init => {
  let server: Server;
  let test: TestIngestion;
  let host: string;

  beforeEach(async () => {
    server = createServer((req, res) => {
      const bad = BAD[decodeURIComponent(req.url ?? '').slice(1)];
      if (bad) {
        bad(res);
      } else {
        res.end(BYTES);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const data = { backend: { reading: { allow: [{ host }] } } };
    test = await testIngestion(await init(), {
      config: { fetches: 8, concurrency: 1 },
      rootConfig: data,
      urlReader: UrlReaders.default({
        config: mockServices.rootConfig({ data }),
        logger: mockServices.logger.mock(),
      }),
    });
    test.config.limits.fileBytes = 4 * MIB;
  });

  afterEach(async () => {
    await test.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it.each([
    ['drips', 'TOO_SLOW'],
    ['never answers', 'IDLE_TIMEOUT'],
    ['never ends', 'TOO_LARGE'],
    ['sends less than it said', 'NOT_FETCHED'],
  ])(
    'R3: a source that %s is ended as %s, and leaves nothing',
    async (bad, code) => {
      const entity = anEntity({
        spec: {
          artifacts: [{ url: `http://${host}/${encodeURIComponent(bad)}` }],
        },
      });
      const id = await test.requests.request({
        entity,
        trigger: 'api',
        requestedBy: 'user:default/eve',
      });
      await test.queue.drain();
      expect(await test.stores.ingestions.get(id)).toMatchObject({
        problems: [{ code }],
      });
      expect(
        await readdir(join(test.config.spoolDirectory, 'fetched')),
      ).toEqual([]);
      expect(await test.spool.usage()).toMatchObject({ used: 0 });
    },
  );

  it('R3: a source that drips does not stop ordinary models', async () => {
    const { ingestions } = test.stores;
    const actor = 'plugin:ml-models';
    const url = `http://${host}/is%20merely%20slow`;
    const slow: string[] = [];
    for (const name of ['slow1', 'slow2', 'slow3']) {
      const entity = anEntity({ name, spec: { artifacts: [{ url }] } });
      slow.push(await test.requests.requestCataloged(entity, actor));
    }
    test.queue.start();
    const states = async () =>
      (await Promise.all(slow.map(id => ingestions.get(id)))).map(
        row => row?.state,
      );
    while ((await states()).join() !== 'running,running,queued') {
      await sleep(10);
    }
    await test.write('model.safetensors', BYTES);
    const location = `file:${join(test.root, 'catalog-info.yaml')}`;
    const entity = anEntity({ name: 'ordinary', location });
    const id = await test.requests.requestCataloged(entity, actor);
    while ((await ingestions.get(id))?.state !== 'succeeded') {
      await sleep(10);
    }
    expect(await states()).toEqual(['running', 'running', 'queued']);
  });
});
