import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createStores, Stores } from './createStores';
import type { ModelStore } from './ModelStore';
import {
  aDeclaration,
  aDocument,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const erasure = { by: 'user:default/root', reason: 'it named a person' };

eachDatabase('what a verification of the registry finds', (init, engine) => {
  const logger = mockServices.logger.mock();
  let knex: Knex;
  let stores: Stores;
  let store: ModelStore;
  const entity = aDocument(
    JSON.stringify({ spec: { intendedUse: 'portraits' } }),
    'application/json',
  );
  const bom = aRegistration().billOfMaterials?.document.digest ?? '';

  beforeEach(async () => {
    jest.clearAllMocks();
    knex = await init();
    stores = await createStores({ database: knex, logger });
    store = givingDocuments(stores.models);
    for (const name of ['a', 'b']) {
      const modelRef = `mlmodel:default/${name}`;
      await store.execute(
        aRegistration({
          modelRef,
          declaration: aDeclaration({
            modelRef,
            ...(name === 'a' && { entity: entity.reference }),
          }),
        }),
        { by },
      );
    }
  });

  const edit = (digest: string, text = '{"spec":{"intendedUse":"anything"}}') =>
    knex('documents')
      .where({ digest })
      .update({ bytes: Buffer.from(text) });
  const kinds = async () =>
    ((await store.verify()).problems ?? []).map(({ kind }) => kind);

  it('H1: bytes edited in the table are served to nobody, and the log says it once', async () => {
    const altered = jest.fn();
    store.onAltered(altered);
    await edit(entity.reference.digest);
    for (let read = 0; read < 3; read += 1) {
      await expect(
        store.readDocument(entity.reference.digest),
      ).rejects.toMatchObject({ code: 'DOCUMENT_ALTERED' });
    }
    expect(await store.readDocuments([entity.reference.digest, bom])).toEqual(
      new Map([[bom, expect.anything()]]),
    );
    expect(
      (await store.documentFaults([entity.reference.digest, bom])).get(
        entity.reference.digest,
      ),
    ).toMatchObject({ code: 'DOCUMENT_ALTERED' });
    expect(altered).toHaveBeenCalledTimes(5);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('H1: an edited document and one that is gone are found; one that no event names is harmless', async () => {
    await knex('documents').insert({
      digest: aDocument('of a refused version').reference.digest,
      media_type: 'text/plain',
      size: 1,
      bytes: Buffer.from('other'),
      stored_at: '2026-01-01T00:00:00.000Z',
    });
    expect(await store.verify()).toMatchObject({ ok: true });
    await edit(entity.reference.digest);
    expect(await kinds()).toEqual(['DOCUMENT_ALTERED', 'PROJECTION_MISMATCH']);
    await knex('documents').where({ digest: bom }).delete();
    expect(await kinds()).toEqual([
      'DOCUMENT_MISSING',
      'DOCUMENT_ALTERED',
      'PROJECTION_MISMATCH',
    ]);
  });

  it.each<[string, (k: Knex) => Promise<unknown>]>([
    [
      'an owner that permissions read',
      k => k('models').where({ name: 'b' }).update({ owner: 'group:x/y' }),
    ],
    [
      'a stage',
      k => k('models').where({ name: 'b' }).update({ stage: 'approved' }),
    ],
    [
      'a decision, so that it reads as good',
      k => k('models').where({ name: 'b' }).update({ risk: 'none' }),
    ],
    [
      'a state',
      async k => {
        const row = await k('model_states').first();
        return k('model_states')
          .where({ model_id: row.model_id })
          .update({ state: row.state.replace('imaging', 'finance') });
      },
    ],
    [
      'a state that is no JSON',
      k => k('model_states').update({ state: 'nothing' }),
    ],
    ['a state that is gone', k => k('model_states').delete()],
    [
      'words to find it by',
      k => k('model_search').update({ text: 'something else' }),
    ],
    [
      'who holds a reference',
      k =>
        k('model_refs')
          .where({ model_ref: 'mlmodel:default/b' })
          .update({ model_ref: 'mlmodel:default/c' }),
    ],
    [
      'who holds a document',
      k => k('document_holders').where({ digest: bom }).delete(),
    ],
    [
      'a digest that is found',
      k =>
        k('model_digests').insert({
          digest: 'sha256:forged',
          model_id: k('models').where({ name: 'b' }).select('id'),
        }),
    ],
    [
      'a model that no event knows',
      k => k('model_states').insert({ model_id: 'mdl-forged', state: '{}' }),
    ],
  ])(
    'H1: a projection that was edited is found and cured: %s',
    async (_, forge) => {
      await forge(knex);
      expect(new Set(await kinds())).toEqual(new Set(['PROJECTION_MISMATCH']));
      await store.rebuild();
      expect(await store.verify()).toMatchObject({ ok: true });
    },
  );

  it('H1: says what it covered and what it did not', async () => {
    const registry = await store.verify();
    expect(registry.covered).toEqual(['chain', 'documents', 'projections']);
    expect(registry.notCovered.map(({ section }) => section)).toEqual([
      ...(engine === 'SQLITE_3' ? [] : ['word index']),
      'recomputed chain',
      'model bytes',
      'observations',
      'operational tables',
      'kept readings',
    ]);
  });

  it('counts every problem and names the first', async () => {
    await knex('models').update({ owner: 'group:x/y' });
    await knex('model_search').delete();
    await knex('model_refs').delete();
    const { problems = [], problemCount } = await store.verify();
    expect([problems.length, problemCount]).toEqual([6, 6]);
  });

  it('O1: an erased document is gone for good, and every history that named it says so', async () => {
    const { digest } = entity.reference;
    const { digest: shared } = aRegistration().artifacts[0].inspection;
    const meant = { ...erasure, models: 2 };
    expect(await store.eraseDocument(shared, meant)).toMatchObject({
      models: 2,
    });
    await store.eraseDocument(digest, erasure);
    await expect(store.readDocument(digest)).rejects.toMatchObject({
      code: 'DOCUMENT_ERASED',
      message: expect.stringContaining('it named a person'),
    });
    const [row] = await knex('documents').where({ digest });
    expect(Buffer.from(row.bytes)).toHaveLength(0);
    const model = await store.findModel({ modelRef: 'mlmodel:default/a' });
    const { items } = await store.listEvents(model?.id ?? '', {
      after: 0,
      limit: 1,
      order: 'desc',
    });
    expect(items[0]).toMatchObject({
      type: 'DocumentErased',
      actor: erasure.by,
      data: { document: digest, reason: erasure.reason },
    });
    expect(await store.verify()).toMatchObject({ ok: true, erased: 2 });
    expect(await store.erasedAmong([digest, bom])).toEqual(new Set([digest]));
    // nobody finds the model by its words any more
    const found = await store.listModels(
      { text: 'portraits' },
      { sort: 'name', limit: 9 },
    );
    expect(found.items).toEqual([]);
    // the same declaration once more does not bring it back
    await store.execute(
      aRegistration({
        modelRef: 'mlmodel:default/c',
        declaration: aDeclaration({
          modelRef: 'mlmodel:default/c',
          entity: entity.reference,
        }),
      }),
      { by },
    );
    await expect(store.readDocument(digest)).rejects.toMatchObject({
      code: 'DOCUMENT_ERASED',
    });
    await expect(store.eraseDocument(digest, erasure)).rejects.toMatchObject({
      code: 'DOCUMENT_ERASED',
    });
    await expect(
      store.eraseDocument(aDocument('unknown').reference.digest, erasure),
    ).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    await store.rebuild();
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('O1: a document that only stands as erased is found, and one that came back', async () => {
    await knex('documents')
      .where({ digest: bom })
      .update({ bytes: Buffer.alloc(0), erased_position: 2 });
    expect(await kinds()).toContain('DOCUMENT_NOT_ERASED');
    await edit(bom, '{"spdxVersion":"SPDX-2.3"}');
    await knex('documents').where({ digest: bom }).update({
      erased_position: null,
    });
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.eraseDocument(bom, { ...erasure, models: 2 });
    await edit(bom, '{"spdxVersion":"SPDX-2.3"}');
    await knex('documents').where({ digest: bom }).update({
      erased_position: null,
    });
    expect(await kinds()).toEqual(['DOCUMENT_NOT_ERASED']);
  });

  it('9: a document of several models is erased only by who says their number, and nothing is touched before', async () => {
    const { digest: shared } = aRegistration().artifacts[0].inspection;
    const before = await store.head();
    expect(await store.erasable(shared)).toMatchObject({
      models: 2,
      mediaType: expect.any(String),
    });
    for (const models of [undefined, 1, 3]) {
      await expect(
        store.eraseDocument(shared, { ...erasure, models }),
      ).rejects.toMatchObject({
        code: 'SHARED_DOCUMENT',
        params: { models: 2, mediaType: expect.any(String) },
      });
    }
    expect(await store.head()).toEqual(before);
    expect(await store.readDocument(shared)).toBeDefined();
    // a number that was meant for several does not fit one
    await expect(
      store.eraseDocument(entity.reference.digest, { ...erasure, models: 2 }),
    ).rejects.toMatchObject({ params: { models: 1 } });
  });

  it('3: a reading of a file goes with the document that it rests on', async () => {
    const { digest: shared } = aRegistration().artifacts[0].inspection;
    const { digest: other } = aDocument('other').reference;
    await knex('ingestion_files').insert(
      [shared, other].map(digest => ({
        identity: digest,
        artifact: JSON.stringify({ inspection: { digest } }),
        created_at: '2026-01-01T00:00:00.000Z',
      })),
    );
    await store.eraseDocument(shared, { ...erasure, models: 2 });
    expect(await knex('ingestion_files').pluck('identity')).toEqual([other]);
  });

  it('O1: an erased declaration also goes from the ingestions that ended with it', async () => {
    const text = JSON.stringify({ spec: { intendedUse: 'portraits' } });
    const id = await stores.ingestions.enqueue({
      modelRef: 'mlmodel:default/a',
      trigger: 'api',
      requestedBy: by,
      entity: text,
      entityDigest: entity.reference.digest,
    });
    const claim = await stores.ingestions.claim('w', {
      kind: 'disk',
      spool: 'here',
      isBusy: () => false,
    });
    await stores.ingestions.finish(id, claim?.token ?? 0, {
      state: 'succeeded',
      problems: [],
    });
    await store.eraseDocument(entity.reference.digest, erasure);
    const [row] = await knex('ingestions').where({ id });
    expect([row.entity, row.declared_words]).toEqual(['{}', '']);
  });
});
