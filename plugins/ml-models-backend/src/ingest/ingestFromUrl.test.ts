import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

const BYTES = aSafetensorsFile({ rows: 1000 });
const REF = 'mlmodel:default/scorer';

eachDatabase('an ingestion from URLs', init => {
  let server: Server;
  let host: string;
  let answer: (req: IncomingMessage, res: ServerResponse) => void;
  let test: TestIngestion;

  beforeEach(async () => {
    server = createServer((req, res) => answer(req, res));
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const data = { backend: { reading: { allow: [{ host }] } } };
    test = await testIngestion(await init(), {
      rootConfig: data,
      urlReader: UrlReaders.default({
        config: mockServices.rootConfig({ data }),
        logger: mockServices.logger.mock(),
      }),
    });
    test.entities.push(
      anEntity({
        location: `url:http://${host}/repo/catalog-info.yaml`,
        spec: { card: 'card.md' },
      }),
    );
  });

  afterEach(async () => {
    await test.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const last = async () =>
    (await test.stores.ingestions.list({ latest: true }, { limit: 1 }))
      .items[0];
  const spooled = () => readdir(join(test.config.spoolDirectory, 'fetched'));

  it('spools, reads and forgets the bytes, and asks again only for the etag', async () => {
    answer = (req, res) => {
      res.setHeader('ETag', '"rev-1"');
      res.end(req.url === '/repo/card.md' ? '# Card' : BYTES);
    };
    await test.run();
    expect(await last()).toMatchObject({ state: 'succeeded' });
    expect(test.observed.bytes).toBe(BYTES.length);
    expect(await spooled()).toEqual([]);
    const model = await test.stores.models.findModel({ modelRef: REF });
    expect(model?.versions[0].artifacts[0]).toMatchObject({
      path: 'model.safetensors',
      source: `http://${host}/repo/model.safetensors`,
    });

    test.entities[0] = anEntity({
      location: `url:http://${host}/repo/catalog-info.yaml`,
      spec: { task: 'ranking' },
    });
    await test.run();
    expect(await last()).toMatchObject({ state: 'succeeded' });
    expect(test.observed.bytes).toBe(BYTES.length);
  });

  it('fails, to be tried again, when the host answers with an error', async () => {
    answer = (_req, res) => {
      res.statusCode = 503;
      res.end();
    };
    await test.run();
    expect(await last()).toMatchObject({
      state: 'failed',
      problems: [
        { code: 'NOT_FETCHED', field: 'model.safetensors' },
        { code: 'NOT_FETCHED', field: 'spec.card' },
      ],
    });
  });

  it('fails when the stream breaks in the middle, and keeps nothing', async () => {
    answer = (req, res) => {
      if (req.url === '/repo/card.md') {
        res.end('# Card');
        return;
      }
      res.writeHead(200, { 'Content-Length': BYTES.length });
      res.write(BYTES.subarray(0, 1000), () => res.destroy());
    };
    await test.run();
    expect(await last()).toMatchObject({
      state: 'failed',
      problems: [{ code: 'NOT_FETCHED', field: 'model.safetensors' }],
    });
    expect(await spooled()).toEqual([]);
  });

  it('refuses a stream that is longer than a file may be', async () => {
    answer = (req, res) =>
      res.end(req.url === '/repo/card.md' ? '# Card' : BYTES);
    test.config.limits.fileBytes = 1000;
    await test.run();
    expect(await last()).toMatchObject({
      state: 'refused',
      problems: [{ code: 'TOO_LARGE', field: 'model.safetensors' }],
    });
    expect(await spooled()).toEqual([]);
  });

  it('refuses a card that is longer than a card may be', async () => {
    answer = (req, res) =>
      res.end(
        req.url === '/repo/card.md' ? 'x'.repeat(2 * 1024 * 1024) : BYTES,
      );
    await test.run();
    expect(await last()).toMatchObject({
      state: 'refused',
      problems: [{ code: 'TOO_LARGE', field: 'spec.card' }],
    });
  });

  it('does not guess about files that it could not read', async () => {
    answer = (_req, res) => {
      res.statusCode = 404;
      res.end();
    };
    test.entities[0] = anEntity({
      location: `url:http://${host}/repo/catalog-info.yaml`,
      spec: { inputs: undefined, outputs: undefined },
    });
    await test.run();
    // A file that was not there may well state inputs and outputs.
    expect((await last()).problems.map(({ code }) => code)).toEqual([
      'ARTIFACT_NOT_FOUND',
    ]);
  });
});
