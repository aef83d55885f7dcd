import { join } from 'node:path';
import type { Knex } from 'knex';
import { sha256 } from '../store/chain';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  testIngestion,
  TestIngestion,
} from './__testUtils__/testIngestion';

eachDatabase('a reading that was kept', init => {
  const file = aSafetensorsFile({});
  let knex: Knex;
  let test: TestIngestion;

  beforeEach(async () => {
    knex = await init();
    test = await testIngestion(knex);
    await test.write('model.safetensors', file);
    const of = (name: string) =>
      anEntity({
        name,
        location: `file:${join(test.root, 'catalog-info.yaml')}`,
      });
    test.entities.push(of('first'));
    await test.run();
    test.entities.push(of('second'));
  });

  afterEach(() => test.close());

  const bytesOfSecond = async () => {
    test.observed.bytes = 0;
    await test.run();
    const model = await test.stores.models.findModel({
      modelRef: 'mlmodel:default/second',
    });
    expect(model?.versions[0].artifacts).toMatchObject([
      {
        digest: sha256(file),
        size: String(file.length),
        format: 'safetensors',
      },
    ]);
    return test.observed.bytes;
  };
  const edit = async (change: Record<string, unknown>) => {
    const [{ artifact }] = await knex('ingestion_files').select('artifact');
    await knex('ingestion_files').update({
      artifact: JSON.stringify({ ...JSON.parse(artifact), ...change }),
    });
  };

  it('2: stands for the unchanged file while it says what its documents say', async () => {
    expect(await bytesOfSecond()).toBe(0);
  });

  it.each([
    { inspection_status: 'findings' },
    { format: 'gguf' },
    { media_type: 'text/plain' },
    { tensor_count: 7 },
    { size: '99999999' },
    { size: 'many' },
    { digest: 'sha256:0' },
    { merkle_root: undefined },
    {
      tensor_pages: [{ digest: sha256('nowhere'), mediaType: 'a/b', size: 1 }],
    },
    { members: { digest: sha256('nowhere'), mediaType: 'a/b', size: 1 } },
  ])('2: is not taken when its row was edited to %j', async change => {
    await edit(change);
    expect(await bytesOfSecond()).toBe(file.length);
  });

  it('2: is not taken when a document of it was edited, or is gone', async () => {
    const [{ artifact }] = await knex('ingestion_files').select('artifact');
    const { digest } = JSON.parse(artifact).tensor_pages[0];
    await knex('documents')
      .where({ digest })
      .update({ bytes: Buffer.from('[]') });
    expect(await bytesOfSecond()).toBe(file.length);
  });
});
