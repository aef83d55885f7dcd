import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  aDeclaration,
  aDocument,
  aRegistration,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { createStores, Stores } from './createStores';
import type { IngestionStore } from './IngestionStore';

const by = 'user:default/ada';
/** More than are gathered for a caller. */
const MANY_MODELS = 501;

eachDatabase('ingestions under conditions', init => {
  let knex: Knex;
  let stores: Stores;

  beforeEach(async () => {
    knex = await init();
    stores = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
  });

  const register = (name: string, owner: string) => {
    const modelRef = `mlmodel:default/${name}`;
    return stores.models.execute(
      aRegistration({
        modelRef,
        declaration: aDeclaration({ modelRef, owner }),
      }),
      { by },
    );
  };
  const enqueue = (name: string, requestedBy: string, entity: string) =>
    stores.ingestions.enqueue({
      modelRef: `mlmodel:default/${name}`,
      trigger: 'api',
      requestedBy,
      entity: '{"kind":"MLModel"}',
      entityDigest: aDocument(entity).reference.digest,
    });
  const access = {
    models: { anyOf: [{ owners: ['group:default/ours'] }] },
    caller: 'user:default/bob',
  };
  const seen = async (
    query: Parameters<IngestionStore['list']>[0],
  ): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await stores.ingestions.list(query, { limit: 2, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  };

  it('P6: who may read few models and who may read many see the same of the same, however it is gathered', async () => {
    const { state } = await register('ours', 'group:default/ours');
    await register('theirs', 'group:default/theirs');
    const ours = await enqueue('ours', by, '1');
    await enqueue('theirs', by, '2');
    const own = await enqueue('theirs', access.caller, '3');
    const posted = await enqueue('nowhere', access.caller, '4');
    await enqueue('nowhere', by, '5');
    const newest = await enqueue('ours', by, '6');
    await knex('ingestions').where({ id: newest }).update({ state: 'refused' });
    const expectSeen = async () => {
      expect(await seen({ access })).toEqual([newest, posted, own, ours]);
      expect(await seen({ access, latest: true })).toEqual([
        newest,
        posted,
        own,
      ]);
      expect(await seen({ access, latest: true, state: 'refused' })).toEqual([
        newest,
      ]);
      expect(
        await stores.models.summary({ access: access.models }, access),
      ).toMatchObject({ refused: 1 });
    };
    await expectSeen();

    const row = await knex('models').where({ id: state.id }).first();
    const rows = Array.from({ length: MANY_MODELS }, (_, index) => ({
      ...row,
      id: `mdl-${index}`,
      model_ref: `mlmodel:default/more-${index}`,
    }));
    for (let start = 0; start < rows.length; start += 100) {
      await knex('models').insert(rows.slice(start, start + 100));
    }
    await expectSeen();
  });

  it('P6: the newest of each reference stays one, whoever queues what and what is refused', async () => {
    const newestOf = async () =>
      (await knex('ingestions').where({ newest: 1 }).orderBy('model_ref')).map(
        ({ id }) => id,
      );
    const [first] = await Promise.all([
      enqueue('a', by, '1'),
      enqueue('b', by, '1'),
    ]);
    // an equal one is the one that is there
    expect(await enqueue('a', by, '1')).toBe(first);
    expect(await newestOf()).toHaveLength(2);
    await Promise.all(['2', '3', '4'].map(entity => enqueue('a', by, entity)));
    const [newest] = (
      await stores.ingestions.list(
        { modelRef: 'mlmodel:default/a' },
        { limit: 1 },
      )
    ).items;
    expect(await newestOf()).toEqual([newest.id, expect.any(String)]);
    expect(await stores.ingestions.knownRefs()).toHaveLength(2);
  });

  it('P6: what was queued before there was a mark for it is marked', async () => {
    await enqueue('a', by, '1');
    const newest = await enqueue('a', by, '2');
    const directory = `${__dirname}/../../migrations`;
    while (
      (await knex.migrate.currentVersion({ directory })) >= '20261129000042'
    ) {
      await knex.migrate.down({ directory });
    }
    await knex.migrate.latest({ directory });
    expect(await stores.ingestions.knownRefs()).toMatchObject([
      { ingestionId: newest },
    ]);
  });
});
