import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createIngestionStore } from './createIngestionStore';
import { createModelStore } from './createModelStore';
import type { ModelStore } from './ModelStore';
import { isSqlite } from './openDatabase';
import { lockHead } from './operations/events/lockHead';
import {
  aDocument,
  aMeasurement,
  aRegistration,
  givingDocuments,
} from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const by = 'user:default/ada';
const MODELS = 24;
/** begin, head, states, events, head moved, `models`, `model_states`, words of clusters, commit */
const STATEMENTS_OF_MEASUREMENTS = 9;
/** beside those: documents, declared words, and the tables in which a new model gets its first rows */
const STATEMENTS_OF_REGISTRATIONS = STATEMENTS_OF_MEASUREMENTS + 6;

const refOf = (index: number) => `mlmodel:default/m${index}`;
const indexes = Array.from({ length: MODELS }, (_, index) => index);

eachDatabase('group commit', (init, engine) => {
  let knex: Knex;
  let store: ModelStore;
  let statements: string[];

  beforeEach(async () => {
    knex = await init();
    store = givingDocuments(
      await createModelStore({
        database: knex,
        logger: mockServices.logger.mock(),
      }),
    );
    statements = [];
    knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  });

  const register = (index: number) =>
    store.execute(
      aRegistration({ modelRef: refOf(index), bytes: refOf(index) }),
      { by, documents: [aDocument(`of ${index}`).bytes] },
    );
  const measure = (index: number, score = 0.02) =>
    store.execute(aMeasurement({ modelRef: refOf(index), score }), { by });

  /** As many statements as `run` of all of them took, behind a first one that went alone. */
  const countStatements = async (run: (index: number) => Promise<unknown>) => {
    await run(0);
    statements = [];
    const alone = run(0);
    await Promise.all([alone, ...indexes.slice(1).map(index => run(index))]);
    return statements.length;
  };

  it('P3: a batch takes the same statements whatever the number of its commands', async () => {
    expect(await countStatements(register)).toBeLessThanOrEqual(
      2 * STATEMENTS_OF_REGISTRATIONS,
    );
    expect(await countStatements(measure)).toBeLessThanOrEqual(
      2 * STATEMENTS_OF_MEASUREMENTS,
    );
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('P3: events stand in the order of arrival, and each answer has its own', async () => {
    await Promise.all(indexes.map(register));
    const scores = [0.01, 0.02, 0.03, 0.07];
    const answers = await Promise.all(scores.map(score => measure(0, score)));
    const measured = answers.map(({ events }) =>
      events.flatMap(event =>
        event.type === 'DriftMeasured' ? event.data.score : [],
      ),
    );
    expect(measured).toEqual(scores.map(score => [score]));
    const positions = answers.flatMap(({ events }) =>
      events.map(({ position }) => position),
    );
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(answers.map(({ state }) => state.sequence)).toEqual(
      answers.map(({ events }) => events.at(-1)?.sequence),
    );
    const live = await store.findModel({ modelRef: refOf(0) });
    expect(live?.sequence).toBe(answers.at(-1)?.state.sequence);
  });

  it('P3: what a batch projects is what a rebuild projects', async () => {
    await Promise.all(indexes.map(register));
    await Promise.all(indexes.map(index => measure(index % 5, 0.3)));
    const tables = ['models', 'model_search', 'model_refs', 'model_digests'];
    const standing = () =>
      Promise.all(tables.map(table => knex(table).orderBy([1, 2])));
    const before = await standing();
    await store.rebuild();
    expect(await standing()).toEqual(before);
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  it('P3: a refused command takes nobody with it', async () => {
    await register(0);
    const ingestions = createIngestionStore({ knex });
    const answers = await Promise.allSettled([
      measure(0),
      measure(1),
      store.execute(aRegistration({ modelRef: refOf(2) }), {
        by,
        fence: { ingestionId: 'ing-none', token: 1 },
        documents: [aDocument('of a stale claim').bytes],
      }),
      store.execute(aRegistration({ modelRef: refOf(3) }), {
        by,
        documents: [{ ...aDocument('a').bytes, digest: 'sha256:other' }],
      }),
      register(4),
    ]);
    expect(
      answers.map(answer =>
        answer.status === 'rejected' ? answer.reason.code : answer.status,
      ),
    ).toEqual([
      'fulfilled',
      'MODEL_NOT_FOUND',
      'STALE_CLAIM',
      'DOCUMENT_MISMATCH',
      'fulfilled',
    ]);
    const { digest } = aDocument('of a stale claim').reference;
    expect(await store.readDocument(digest)).toBeUndefined();
    expect(await store.verify()).toMatchObject({ ok: true });
    expect(await ingestions.get('ing-none')).toBeUndefined();
  });

  it('P3: a row that the database refuses concerns its own command only', async () => {
    await Promise.all(indexes.map(register));
    await knex.raw(
      isSqlite(knex)
        ? `create trigger no_eve before insert on events when new.actor = 'user:default/eve' begin select raise(abort, 'no eve'); end`
        : `alter table events add constraint no_eve check (actor <> 'user:default/eve')`,
    );
    const before = await store.head();
    const answers = await Promise.allSettled(
      indexes.map(index =>
        store.execute(aMeasurement({ modelRef: refOf(index) }), {
          by: index === 7 ? 'user:default/eve' : by,
        }),
      ),
    );
    expect(
      answers.flatMap(({ status }, index) =>
        status === 'rejected' ? index : [],
      ),
    ).toEqual([7]);
    expect((await store.head()).position).toBeGreaterThanOrEqual(
      before.position + MODELS - 1,
    );
    expect(await store.verify()).toMatchObject({ ok: true });
  });

  // on SQLite the lock goes with its process
  if (engine === 'POSTGRES_15') {
    it('P3: who holds the append lock and falls silent does not stop the others for ever', async () => {
      const read = async (trx: Knex) => {
        const { rows } = await trx.raw(
          `select current_setting('lock_timeout') as wait, current_setting('idle_in_transaction_session_timeout') as idle`,
        );
        return rows[0];
      };
      await knex.transaction(async trx => {
        await lockHead(trx);
        expect(await read(trx)).toEqual({ wait: '1min', idle: '30s' });
      });
      expect(await read(knex)).toEqual({ wait: '0', idle: '0' });
    });
  }

  it('P3: listeners hear of each commit with the head behind it', async () => {
    const heard: number[] = [];
    store.onCommit(position => heard.push(position));
    await Promise.all(indexes.map(register));
    const { position } = await store.head();
    expect(heard.at(-1)).toBe(position);
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b));
    expect(heard.length).toBeLessThan(MODELS);
  });
});
