import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  TestIngestion,
  testIngestion,
} from './__testUtils__/testIngestion';

const BYTES = aSafetensorsFile({});
const HOST = 'models.example.com';
const ACTOR = 'user:default/ada';

eachDatabase('a spool that is lost under a running replica', init => {
  let test: TestIngestion;
  /** called when the source is asked */
  let asked: () => Promise<void>;

  beforeEach(async () => {
    asked = async () => {};
    const urlReader = mockServices.urlReader.mock({
      readUrl: async () => {
        await asked();
        return {
          buffer: async () => Buffer.from(BYTES),
          stream: () => Readable.from([Buffer.from(BYTES)]),
        };
      },
    });
    test = await testIngestion(await init(), {
      rootConfig: { backend: { reading: { allow: [{ host: HOST }] } } },
      urlReader,
    });
  });
  afterEach(() => test.close());

  const request = () =>
    test.requests.request({
      entity: anEntity({
        spec: { artifacts: [{ url: `https://${HOST}/model.safetensors` }] },
      }),
      trigger: 'api',
      requestedBy: ACTOR,
    });
  const row = (id: string) => test.stores.ingestions.get(id);

  it('refuses no model whose source answers: it is tried again, and read', async () => {
    asked = () => rm(test.config.spoolDirectory, { recursive: true });
    const id = await request();
    await test.queue.drain();
    expect(await row(id)).toMatchObject({
      state: 'queued',
      problems: [{ code: 'SPOOL_UNUSABLE' }],
    });
    asked = async () => {};
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    await test.queue.drain();
    expect(await row(id)).toMatchObject({ state: 'succeeded' });
  });

  it('takes nothing on while its directory cannot be made anew', async () => {
    asked = async () => {
      await rm(test.config.spoolDirectory, { recursive: true });
      await writeFile(test.config.spoolDirectory, 'no folder');
    };
    const [first, second] = [await request(), await request()];
    await expect(test.queue.drain()).rejects.toMatchObject({
      code: 'SPOOL_UNUSABLE',
    });
    for (const id of [first, second]) {
      expect(await row(id)).toMatchObject({ state: 'queued' });
    }
    await expect(test.spool.usage()).rejects.toMatchObject({
      code: 'SPOOL_UNUSABLE',
    });
    await rm(test.config.spoolDirectory);
  });

  it('does not call an upload lost whose spool went, but waits for the spool', async () => {
    const entity = anEntity();
    const { stagingId } = await upload();
    const id = await test.requests.request({
      entity,
      trigger: 'upload',
      requestedBy: ACTOR,
      stagingId,
    });
    const claim = test.stores.ingestions.claim.bind(test.stores.ingestions);
    jest
      .spyOn(test.stores.ingestions, 'claim')
      .mockImplementation(async (...given) => {
        const claimed = await claim(...given);
        await rm(join(test.config.spoolDirectory, 'spool-id'), { force: true });
        await rm(join(test.config.spoolDirectory, 'uploaded'), {
          recursive: true,
          force: true,
        });
        await writeFile(
          join(test.config.spoolDirectory, 'uploaded'),
          'no folder',
        );
        return claimed;
      });
    await test.queue.drain().catch(() => {});
    expect(await row(id)).toMatchObject({
      state: 'queued',
      problems: [{ code: 'SPOOL_UNUSABLE' }],
    });
  });

  async function upload() {
    await test.uploads.stage({
      modelRef: 'mlmodel:default/scorer',
      version: '1.0.0',
      path: 'model.safetensors',
      stream: Readable.from([Buffer.from(BYTES)]),
      by: ACTOR,
      signal: new AbortController().signal,
    });
    return test.uploads.complete({
      modelRef: 'mlmodel:default/scorer',
      version: '1.0.0',
      entity: anEntity(),
      by: ACTOR,
    });
  }
});
