import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { aDeclaration, aRegistration } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';
import { createStores, Stores } from './createStores';
import { isSqlite } from './openDatabase';

const SORTS = [
  'name',
  '-name',
  'updatedAt',
  '-updatedAt',
  'risk',
  '-risk',
  'tier',
  '-tier',
] as const;

eachDatabase('keyset pages', init => {
  let knex: Knex;
  let stores: Stores;

  beforeEach(async () => {
    knex = await init();
    stores = await createStores({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    for (const name of ['a', 'b', 'c']) {
      const modelRef = `mlmodel:default/${name}`;
      await stores.models.execute(
        aRegistration({ modelRef, declaration: aDeclaration({ modelRef }) }),
        { by: 'user:default/ada' },
      );
    }
  });

  /** How the database reads the statement on `table` that `ask` sends. */
  const planOf = async (
    table: string,
    ask: () => Promise<unknown>,
  ): Promise<string> => {
    const sent: { sql: string; bindings: Knex.RawBinding[] }[] = [];
    const listen = (query: (typeof sent)[0]) => sent.push(query);
    knex.on('query', listen);
    await ask();
    knex.removeListener('query', listen);
    const page = sent.find(
      ({ sql }) =>
        sql.includes(`from "${table}"`) || sql.includes(`from \`${table}\``),
    );
    if (!page) {
      throw new Error(`nothing was asked of ${table}`);
    }
    if (isSqlite(knex)) {
      const rows: { detail: string }[] = await knex.raw(
        `explain query plan ${page.sql}`,
        page.bindings,
      );
      return rows.map(({ detail }) => detail).join('\n');
    }
    return knex.transaction(async trx => {
      for (const way of ['seqscan', 'bitmapscan', 'sort']) {
        // of three rows any way is cheap
        await trx.raw(`set local enable_${way} = off`);
      }
      const { rows } = await trx.raw(
        // knex has numbered the bindings already
        `explain ${page.sql.replace(/\$\d+/g, '?')}`,
        page.bindings,
      );
      return rows.map((row: object) => Object.values(row)[0]).join('\n');
    });
  };

  it.each(SORTS)('P4: a page by %s is a range of an index', async sort => {
    const { nextCursor } = await stores.models.listModels(
      {},
      { sort, limit: 1 },
    );
    const cursor = nextCursor ?? undefined;
    expect(cursor).toBeDefined();
    const plan = await planOf('models', () =>
      stores.models.listModels({}, { sort, limit: 1, cursor }),
    );
    const column = {
      name: 'name',
      updatedAt: 'updated_at',
      risk: 'risk_rank',
      tier: 'tier',
    }[sort.replace('-', '')];
    expect(plan).toMatch(
      isSqlite(knex)
        ? new RegExp(`removed=\\? AND \\(${column},id\\)[<>]\\(\\?,\\?\\)`)
        : new RegExp(`Index Cond: .*ROW\\(${column}, .*id.*\\) [<>] ROW`),
    );
    expect(plan).not.toMatch(/TEMP B-TREE|Sort/);
  });

  it.each([{}, { latest: true }])(
    'P4: a page of ingestions asked for with %j is a range of an index',
    async query => {
      const cursor = Buffer.from('[5]').toString('base64url');
      const plan = await planOf('ingestions', () =>
        stores.ingestions.list(query, { limit: 1, cursor }),
      );
      expect(plan).toMatch(
        isSqlite(knex)
          ? /SEARCH newest USING INDEX ingestions_\w+ \(sequence<\?\)/
          : /Index Scan.* using ingestions_\w+ on ingestions newest[\s\S]*Index Cond: \(sequence < /,
      );
      expect(plan).not.toMatch(/TEMP B-TREE|Sort/);
    },
  );
});
