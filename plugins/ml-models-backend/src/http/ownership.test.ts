import { createMockDirectory } from '@backstage/backend-test-utils';
import { parseEntity } from '../ingest/declaration/parseEntity';
import {
  aDeclaration,
  aRegistration,
  givingDocuments,
} from '../store/__testUtils__/commands';
import { eachDatabase } from '../store/__testUtils__/eachDatabase';
import { anEntity } from './__testUtils__/anEntity';
import { aSafetensors } from './__testUtils__/aSafetensors';
import {
  ALICE,
  BOB,
  CAROL,
  FINANCE,
  IMAGING,
  ownerPolicy,
  READER,
} from './__testUtils__/ownerPolicy';
import { RunningRegistry, startRegistry } from './__testUtils__/startRegistry';

const MODEL = '/models/default/lora';
const FILE = 'artifacts/lora.safetensors';

/** An entity that the catalog declares and nothing has registered yet. */
const DECLARED = parseEntity(anEntity({}, { name: 'declared' }));

eachDatabase('under a policy by owner', init => {
  const spool = createMockDirectory();
  let registry: RunningRegistry;

  beforeEach(async () => {
    registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      entities: [DECLARED],
      features: [ownerPolicy()],
    });
  });
  afterEach(() => registry.stop());

  const put = (as: string, version = '1.0.0', fill = 0, model = MODEL) =>
    registry.call('put', `${model}/versions/${version}/${FILE}`, {
      as,
      bytes: aSafetensors(fill),
    });
  const close = (as: string, spec: Record<string, unknown> = {}) => {
    const entity = anEntity(spec);
    return registry.call('post', `${MODEL}/versions/${entity.spec.version}`, {
      as,
      body: { entity },
    });
  };
  const post = (as: string, entity: object) =>
    registry.call('post', '/models', { as, body: { entity } });
  const register = async (as: string, spec: Record<string, unknown> = {}) => {
    await put(as, String(anEntity(spec).spec.version));
    const { body } = await close(as, spec);
    return (await registry.settled(body.ingestionId, as)).body;
  };
  const refusal = ({ status, body }: Awaited<ReturnType<typeof post>>) => [
    status,
    body.error?.code,
  ];

  it('nobody takes a model over by sending a version of it', async () => {
    expect(await register(ALICE)).toMatchObject({ state: 'succeeded' });
    const before = await registry.stores.models.head();
    for (const owner of [FINANCE, IMAGING]) {
      const spec = { owner, version: '2.0.0' };
      expect((await put(BOB, '2.0.0')).status).toBe(403);
      expect((await close(BOB, spec)).status).toBe(403);
      expect((await post(BOB, anEntity(spec))).status).toBe(403);
    }
    expect(await registry.stores.models.head()).toEqual(before);
    const { items } = await registry.stores.ingestions.list(
      { modelRef: 'mlmodel:default/lora' },
      { limit: 10 },
    );
    expect(items).toHaveLength(1);
    expect((await registry.call('get', MODEL, { as: BOB })).status).toBe(404);
  });

  it('nobody registers for a group that is not theirs', async () => {
    expect(refusal(await post(BOB, anEntity({ owner: IMAGING })))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
    expect((await put(BOB)).status).toBe(201);
    expect(refusal(await close(BOB, { owner: IMAGING }))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
    expect(await register(BOB, { owner: FINANCE })).toMatchObject({
      state: 'succeeded',
    });
  });

  it('nobody registers what the catalog declares for another owner', async () => {
    const theirs = anEntity({ owner: FINANCE }, { name: 'declared' });
    expect(refusal(await post(BOB, theirs))).toEqual([403, 'NOT_ALLOWED']);
    expect(refusal(await post(BOB, DECLARED))).toEqual([403, 'NOT_ALLOWED']);
    const model = '/models/default/declared';
    expect(refusal(await put(BOB, '1.0.0', 0, model))).toEqual([
      403,
      'NOT_ALLOWED',
    ]);
    const again = (as: string) =>
      registry.call('post', `${model}/ingestions`, { as });
    expect(refusal(await again(BOB))).toEqual([403, 'NOT_ALLOWED']);
    expect((await again(ALICE)).status).toBe(202);
  });

  it('B8: who may not send it gets one answer, whatever owner is guessed', async () => {
    expect(await register(ALICE)).toMatchObject({ state: 'succeeded' });
    for (const name of ['lora', 'declared']) {
      for (const owner of [FINANCE, IMAGING, 'group:default/nobody']) {
        const guess = anEntity({ owner, version: '2.0.0' }, { name });
        expect([owner, ...refusal(await post(BOB, guess))]).toEqual([
          owner,
          403,
          'NOT_ALLOWED',
        ]);
      }
    }
  });

  it('B7: an attempt of a name does not say that a hidden model holds it', async () => {
    const { models, ingestions } = registry.stores;
    const id = await ingestions.enqueue({
      modelRef: 'mlmodel:default/lora',
      requestedBy: BOB,
      trigger: 'api',
      entity: '{}',
      entityDigest: `sha256:${'0'.repeat(64)}`,
    });
    const said = async (as: string) => [
      (await registry.call('get', `/ingestions/${id}`, { as })).body.registered,
      ...(await Promise.all(
        ['', '?latest=true'].map(async query => {
          const { body } = await registry.call('get', `/ingestions${query}`, {
            as,
          });
          return body.items[0].registered;
        }),
      )),
    ];
    expect(await said(BOB)).toEqual([false, false, false]);
    await models.execute(aRegistration(), { by: ALICE });
    expect(await said(BOB)).toEqual([false, false, false]);
    expect(await said(ALICE)).toEqual([true, true, true]);
    expect(await said(READER)).toEqual([true, true, true]);
  });

  it('a set of uploads belongs to who opened it', async () => {
    await put(ALICE, '1.0.0', 1);
    // of her group, and allowed to register for it
    await put(CAROL, '1.0.0', 2);
    const closed = await close(ALICE);
    expect(closed.status).toBe(202);
    const { body } = await registry.settled(closed.body.ingestionId, ALICE);
    expect(body).toMatchObject({ state: 'succeeded' });
    const version = await registry.call('get', `${MODEL}/versions/1.0.0`, {
      as: ALICE,
    });
    const staged = await put(ALICE, '3.0.0', 1);
    expect(version.body.artifacts[0].digest).toBe(staged.body.digest);
    expect(refusal(await close(CAROL, { version: '3.0.0' }))).toEqual([
      409,
      'STAGING_INCOMPLETE',
    ]);
    expect(
      refusal(await close(CAROL, { version: '3.0.0', artifacts: [] })),
    ).toEqual([404, 'STAGING_NOT_FOUND']);
  });

  it('nobody stops the ingestion of another owner', async () => {
    const { ingestionId } = (
      await post(ALICE, anEntity({ artifacts: [{ path: 'nowhere' }] }))
    ).body;
    const stop = (as: string) =>
      registry.call('delete', `/ingestions/${ingestionId}`, { as });
    expect((await stop(READER)).status).toBe(403);
    expect((await stop(BOB)).status).toBe(404);
    expect((await stop(ALICE)).status).toBe(200);
  });

  it('a reader gets the last word about the chain, and reads no registry through', async () => {
    const models = givingDocuments(registry.stores.models);
    await models.execute(aRegistration(), { by: ALICE });
    const ask = async (as: string) =>
      (await registry.call('get', `${MODEL}/events?verify=true`, { as })).body
        .verification;
    expect(await ask(READER)).toBeUndefined();
    const fresh = await ask(ALICE);
    expect(fresh).toMatchObject({
      ok: true,
      verifiedAt: expect.stringMatching(/^20.*Z$/),
    });
    await models.execute(aRegistration({ version: 'v2', bytes: 'more' }), {
      by: ALICE,
    });
    // not computed anew: it says what was true when it was
    expect(await ask(READER)).toEqual(fresh);
  });

  it('one finds what one sent, and nothing of models that one may not read', async () => {
    const { models, ingestions } = registry.stores;
    const queue = (modelRef: string, requestedBy: string) =>
      ingestions.enqueue({
        modelRef,
        requestedBy,
        trigger: 'api',
        entity: '{}',
        entityDigest: `sha256:${'0'.repeat(64)}`,
      });
    await models.execute(aRegistration(), { by: ALICE });
    const fraud = 'mlmodel:finance/fraud';
    await models.execute(
      aRegistration({
        modelRef: fraud,
        declaration: aDeclaration({ modelRef: fraud, owner: FINANCE }),
      }),
      { by: BOB },
    );
    const ids = {
      lora: await queue('mlmodel:default/lora', ALICE),
      fraud: await queue(fraud, BOB),
      refused: await queue('mlmodel:default/new', BOB),
      attempted: await queue('mlmodel:default/lora', BOB),
    };
    const seenBy = async (as: string, query = '') =>
      (
        await registry.call('get', `/ingestions${query}`, { as })
      ).body.items.map(({ id }: { id: string }) => id);
    expect(await seenBy(BOB)).toEqual([ids.attempted, ids.refused, ids.fraud]);
    expect(await seenBy(ALICE)).toEqual([ids.attempted, ids.lora]);
    expect(await seenBy(READER)).toEqual(
      expect.arrayContaining(Object.values(ids)),
    );
    // the newest of each model among what may be seen
    await queue('mlmodel:default/lora', ALICE);
    expect(await seenBy(BOB, '?latest=true')).toEqual([
      ids.attempted,
      ids.refused,
      ids.fraud,
    ]);
    for (const [id, as, status] of [
      [ids.refused, BOB, 200],
      [ids.refused, ALICE, 404],
      [ids.attempted, BOB, 200],
      [ids.lora, BOB, 404],
    ] as const) {
      const { status: got } = await registry.call('get', `/ingestions/${id}`, {
        as,
      });
      expect([id, as, got]).toEqual([id, as, status]);
    }
  });
});

eachDatabase('where everybody may do everything', init => {
  const spool = createMockDirectory();

  it('what is sent still does not change an owner', async () => {
    const registry = await startRegistry({
      knex: await init(),
      spoolDirectory: spool.path,
      entities: [DECLARED],
    });
    await registry.stores.models.execute(aRegistration(), { by: ALICE });
    for (const name of ['lora', 'declared']) {
      const { status, body } = await registry.call('post', '/models', {
        body: {
          entity: anEntity({ owner: FINANCE, version: '2.0.0' }, { name }),
        },
      });
      expect([status, body.error?.code]).toEqual([403, 'NOT_THE_OWNER']);
    }
    await registry.stop();
  });
});
