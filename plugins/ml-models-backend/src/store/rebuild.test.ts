import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createModelStore } from './createModelStore';
import type { ModelStore } from './ModelStore';
import {
  aMeasurement,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const MODELS = 12;
const TABLES = [
  'models',
  'model_states',
  'model_search',
  'model_refs',
  'model_digests',
  'document_holders',
];

const refOf = (index: number) => `mlmodel:default/m${index}`;
const indexes = Array.from({ length: MODELS }, (_, index) => index);

eachDatabase('a rebuild', (init, engine) => {
  let knex: Knex;
  let store: ModelStore;

  beforeEach(async () => {
    knex = await init();
    store = givingDocuments(
      await createModelStore({
        database: knex,
        logger: mockServices.logger.mock(),
      }),
    );
    await Promise.all(
      indexes.map(index =>
        store.execute(
          aRegistration({ modelRef: refOf(index), bytes: refOf(index) }),
          { by },
        ),
      ),
    );
  });

  const measure = (index: number) =>
    store.execute(aMeasurement({ modelRef: refOf(index), score: 0.07 }), {
      by,
    });
  /** All rows; a state without the order of its members, and no number of the word index. */
  const standing = async () => {
    const tables = await Promise.all(
      TABLES.map(table => knex(table).orderBy([1, 2])),
    );
    return tables.map(rows =>
      rows.map(({ number: _, ...row }) =>
        'state' in row ? { ...row, state: JSON.parse(row.state) } : row,
      ),
    );
  };
  const spoil = async () => {
    await knex('models').update({ owner: 'group:default/eve', sequence: 1 });
    await knex('model_states').update({ state: '{}' });
    await knex('model_search').delete();
    await knex('model_refs').update({ model_ref: 'mlmodel:default/other' });
    await knex('document_holders').delete();
    await knex('model_digests').insert(
      (
        await knex('models').pluck('id')
      ).map(model_id => ({ digest: 'sha256:none', model_id })),
    );
    await knex('model_digests').insert({ digest: 'd', model_id: 'mdl-none' });
  };
  /** Ids of the models whose row is written from now on. */
  const watchWrites = async () => {
    await knex.schema.createTable('writes', table => {
      table.text('id');
    });
    if (engine === 'POSTGRES_15') {
      await knex.raw(
        `create function count_write() returns trigger language plpgsql as 'begin insert into writes values (new.id); return new; end'`,
      );
      await knex.raw(
        `create trigger count_write after insert or update on models for each row execute function count_write()`,
      );
    } else {
      for (const on of ['insert', 'update']) {
        await knex.raw(
          `create trigger count_${on} after ${on} on models begin insert into writes values (new.id); end`,
        );
      }
    }
    return () => knex('writes').pluck('id');
  };

  it('P3: mends every table and removes what no event accounts for', async () => {
    const before = await standing();
    await spoil();
    expect(await store.rebuild()).toEqual({
      events: 5 * MODELS,
      models: MODELS,
    });
    expect(await standing()).toEqual(before);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('P3: writes the rows that differ and no others', async () => {
    await store.rebuild();
    const written = await watchWrites();
    await store.rebuild();
    expect(await written()).toEqual([]);
    const spoilt = await store.findModel({ modelRef: refOf(3) });
    await knex('models').where({ id: spoilt?.id }).update({ owner: 'eve' });
    await knex('writes').delete();
    await store.rebuild();
    expect(await written()).toEqual([spoilt?.id]);
  });

  it('P3: reads and folds before it takes the lock', async () => {
    const locked: string[] = [];
    knex.on('query', (query: { sql: string; __knexTxId?: string }) => {
      if (query.__knexTxId) {
        locked.push(query.sql);
      }
    });
    await store.rebuild();
    expect(locked.length).toBeGreaterThan(0);
    expect(locked.filter(sql => /payload/.test(sql))).toEqual([]);
  });

  it('P3: a model that goes on while it is folded is folded again', async () => {
    let appends: Promise<unknown> | undefined;
    knex.on('query', ({ sql }: { sql: string }) => {
      if (!appends && /payload/.test(sql)) {
        appends = measure(0);
      }
    });
    await store.rebuild();
    await appends;
    const live = await standing();
    expect(await store.verify()).toMatchObject({ ok: true });
    await store.rebuild();
    expect(await standing()).toEqual(live);
  });
});
