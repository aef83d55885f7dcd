import { join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { aSafetensorsFile } from './__testUtils__/safetensors';
import {
  anEntity,
  testIngestion,
  TestIngestion,
} from './__testUtils__/testIngestion';

const REF = 'mlmodel:default/scorer';
const USE = 'Portraits of Erika Mustermann';
const WORD = 'mustermann';
const by = 'user:default/ada';
const erasure = { by: 'user:default/root', reason: 'request 4711' };

eachDatabase('an erased declaration', init => {
  let knex: Knex;
  let test: TestIngestion;
  let entity: Entity;

  beforeEach(async () => {
    knex = await init();
    test = await testIngestion(knex);
    await test.write('model.safetensors', aSafetensorsFile({}));
    entity = anEntity({
      location: `file:${join(test.root, 'catalog-info.yaml')}`,
      spec: { intendedUse: USE, system: 'portraits' },
    });
  });

  afterEach(() => test.close());

  const found = async () =>
    (await test.stores.ingestions.list({ text: WORD }, { limit: 9 })).items
      .length;
  const declared = async () => {
    const model = await test.stores.models.findModel({ modelRef: REF });
    return model?.declaration?.entity.digest ?? '';
  };
  const erase = async () =>
    test.stores.models.eraseDocument(await declared(), erasure);
  const copies = async () => {
    const rows = await knex('ingestions').select();
    return rows
      .filter(row => JSON.stringify(row).includes('Mustermann'))
      .map(({ state }) => state);
  };
  const posted = () =>
    test.requests.request({
      entity: {
        ...entity,
        spec: { ...entity.spec, artifacts: [] },
      },
      trigger: 'api',
      requestedBy: by,
    });

  it('3: of the catalog leaves no copy in the ingestions, and nobody finds it', async () => {
    test.entities.push(entity);
    await test.run();
    expect([await found(), await copies()]).toEqual([1, ['succeeded']]);
    await erase();
    expect([await found(), await copies()]).toEqual([0, []]);
    const [row] = await knex('ingestions').select();
    expect(row).toMatchObject({
      entity: '{}',
      declared_words: '',
      owner: null,
      system: null,
    });
    // the round knows it again, and queues nothing
    await test.run();
    expect(await knex('ingestions').pluck('state')).toEqual(['succeeded']);
  });

  it('3: that its source declares again is found by nobody, and goes when that attempt succeeds, is refused or cancelled', async () => {
    test.entities.push(entity);
    await test.run();
    const digest = await declared();
    await erase();
    const { requests, stores } = test;
    await requests.requestCataloged(entity, by);
    expect([await found(), await copies()]).toEqual([0, ['queued']]);
    await test.queue.drain();
    expect(await copies()).toEqual([]);
    await expect(stores.models.readDocument(digest)).rejects.toMatchObject({
      code: 'DOCUMENT_ERASED',
    });

    const id = await requests.requestCataloged(entity, by);
    await stores.ingestions.cancel(id, by);
    expect(await copies()).toEqual([]);
    expect((await stores.ingestions.get(id))?.problems).toMatchObject([
      { code: 'CANCELLED' },
    ]);

    await test.write('model.safetensors', 'no such format');
    await requests.requestCataloged(entity, by);
    await test.queue.drain();
    expect(await knex('ingestions').pluck('state')).toContain('refused');
    expect(await copies()).toEqual([]);
  });

  it.each(['queued', 'running'])(
    '3: goes from an ingestion that was %s at the erasure when it ends, and at once from the searches',
    async state => {
      test.entities.push(entity);
      await test.run();
      const { ingestions } = test.stores;
      const id = await test.requests.requestCataloged(entity, by);
      const claim =
        state === 'running'
          ? await ingestions.claim('w', {
              kind: 'disk',
              spool: 'here',
              isBusy: () => false,
            })
          : undefined;
      await erase();
      expect([await found(), await copies()]).toEqual([0, [state]]);
      if (claim) {
        await ingestions.finish(id, claim.token, {
          state: 'refused',
          problems: [{ code: 'SCAN_FINDING', message: USE, field: 'spec' }],
        });
      } else {
        await test.queue.drain();
      }
      expect(await copies()).toEqual([]);
    },
  );

  it('3: that was sent goes from the attempts that were refused, too', async () => {
    test.entities.push(entity);
    await test.run();
    const model = structuredClone(entity);
    delete model.metadata.annotations;
    await test.requests.request({
      entity: model,
      trigger: 'upload',
      requestedBy: by,
    });
    await test.queue.drain();
    await posted();
    await test.queue.drain();
    expect(await copies()).toHaveLength(3);
    await erase();
    // the other one that was sent is another document: its list of files differs
    expect(await copies()).toHaveLength(1);
  });
});
