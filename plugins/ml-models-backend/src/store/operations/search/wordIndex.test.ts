import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import fc from 'fast-check';
import {
  aDeclaration,
  aRegistration,
  givingDocuments,
} from '../../__testUtils__/commands';
import { eachDatabase } from '../../__testUtils__/eachDatabase';
import { createModelStore } from '../../createModelStore';
import { isSqlite } from '../../openDatabase';
import { wordsOf } from './searchWords';
import { whereHolds } from './wordIndex';

/** Signs that the engines treat each in its own way: wildcards, quotes, operators, other scripts, long and short. */
const SIGNS = [...'ab%_!"\'*\\^-:()äßİ字😀', ' ', '\n', 'or', 'near', 'and'];
const text = fc
  .array(fc.constantFrom(...SIGNS), { maxLength: 12 })
  .map(signs => signs.join(''));

eachDatabase('word index', (init, engine) => {
  const open = async (database: Knex) => {
    const logger = mockServices.logger.mock();
    const store = await createModelStore({ database, logger });
    return { store: givingDocuments(store), logger };
  };
  const holding = async (knex: Knex, words: string[]): Promise<string[]> => {
    const query = knex('model_search').orderBy('model_id');
    whereHolds(query, words);
    return query.pluck('model_id');
  };
  const explain = async (knex: Knex, words: string[]): Promise<string> => {
    const query = knex('model_search').select('model_id');
    whereHolds(query, words);
    return knex.transaction(async trx => {
      if (!isSqlite(knex)) {
        // of a few rows an index is not worth its reading
        await trx.raw('set local enable_seqscan = off');
      }
      const plan = await trx.raw(
        `explain ${isSqlite(knex) ? 'query plan ' : ''}${query.toQuery()}`,
      );
      return JSON.stringify(plan.rows ?? plan);
    });
  };

  it('P5: finds what a walk through every text finds, whatever the words', async () => {
    const knex = await init();
    await open(knex);
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(text, { minLength: 1, maxLength: 3 }),
        async (texts, asked) => {
          await knex('model_search').delete();
          const rows = texts.map((each, index) => ({
            model_id: `mdl-${index}`,
            text: each.toLocaleLowerCase('en-US'),
          }));
          await knex('model_search').insert(rows);
          // and as it stands after a change
          await knex('model_search')
            .where({ model_id: 'mdl-0' })
            .update({ text: 'aabb字字😀😀😀' });
          rows[0].text = 'aabb字字😀😀😀';
          const words = wordsOf(asked.join(' '));
          expect(await holding(knex, words)).toEqual(
            rows
              .filter(row => words.every(word => row.text.includes(word)))
              .map(({ model_id }) => model_id),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('P5: a word of three signs is looked up, a shorter one is read for', async () => {
    const knex = await init();
    await open(knex);
    const looksUp = engine === 'SQLITE_3' ? 'model_words' : 'Bitmap Index Scan';
    expect(await explain(knex, ['lora'])).toContain(looksUp);
    expect(await explain(knex, ['lo', 'lora'])).toContain(looksUp);
    // with sequential scans off, PostgreSQL walks the whole index instead
    expect((await explain(knex, ['lo'])).includes(looksUp)).toBe(
      engine !== 'SQLITE_3',
    );
  });

  it('P5: finds what was registered before there was an index', async () => {
    const knex = await init();
    const { store } = await open(knex);
    await store.execute(
      aRegistration({
        declaration: aDeclaration({ description: 'draws portraits' }),
      }),
      { by: 'user:default/ada' },
    );
    const directory = `${__dirname}/../../../../migrations`;
    while (
      (await knex.migrate.currentVersion({ directory })) >= '20261129000041'
    ) {
      await knex.migrate.down({ directory });
    }
    const { store: again } = await open(knex);
    const { items } = await again.listModels(
      { text: 'ortrait' },
      { sort: 'name', limit: 10 },
    );
    expect(items).toHaveLength(1);
  });

  if (engine === 'SQLITE_3') {
    it.each([
      [
        'emptied',
        `insert into model_words (model_words) values ('delete-all')`,
      ],
      [
        'with other words',
        `insert into model_words (rowid, text) values (1, 'something else')`,
      ],
    ])(
      'a word index that was changed is found by a verification and cured by a rebuild: %s',
      async (_, harm) => {
        const knex = await init();
        const { store } = await open(knex);
        await store.execute(
          aRegistration({
            declaration: aDeclaration({ description: 'draws portraits' }),
          }),
          { by: 'user:default/ada' },
        );
        expect(await store.verify()).toMatchObject({ ok: true });
        await knex.raw(harm);
        expect(await store.verify()).toMatchObject({
          ok: false,
          problem: {
            kind: 'PROJECTION_MISMATCH',
            message: expect.stringContaining('word index'),
          },
        });
        await store.rebuild();
        expect(await store.verify()).toMatchObject({ ok: true });
        expect(await holding(knex, ['ortrait'])).toHaveLength(1);
      },
    );
  }

  if (engine !== 'SQLITE_3') {
    it('P5: where the extension cannot be had it says so, and finds the same', async () => {
      const knex = await init();
      await knex.raw('create domain gtrgm as text');
      const { logger } = await open(knex);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('create extension pg_trgm'),
        expect.anything(),
      );
      await knex('model_search').insert({ model_id: 'mdl-1', text: 'lora' });
      expect(await holding(knex, ['or', 'lora'])).toEqual(['mdl-1']);

      await knex.raw('drop domain gtrgm');
      const { logger: later } = await open(knex);
      expect(later.warn).not.toHaveBeenCalled();
      expect(await holding(knex, ['or', 'lora'])).toEqual(['mdl-1']);
      expect(await explain(knex, ['lora'])).toContain('Bitmap Index Scan');
    });
  }
});
