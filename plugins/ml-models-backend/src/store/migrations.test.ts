import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { createModelStore } from './createModelStore';
import { isSqlite } from './openDatabase';
import { aRegistration } from './__testUtils__/commands';
import { eachDatabase } from './__testUtils__/eachDatabase';

const directory = `${__dirname}/../../migrations`;

async function tables(knex: Knex): Promise<string[]> {
  const names: string[] = isSqlite(knex)
    ? await knex('sqlite_master')
        .where({ type: 'table' })
        .whereNot('name', 'like', 'sqlite_%')
        .pluck('name')
    : await knex('information_schema.tables')
        .where({ table_schema: 'public' })
        .pluck('table_name');
  return names.filter(name => !name.startsWith('knex_')).sort();
}

eachDatabase('migrations', init => {
  it('go up and down one by one, and up again', async () => {
    const knex = await init();
    const [, files]: [unknown, unknown[]] = await knex.migrate.list({
      directory,
    });
    const steps: string[][] = [await tables(knex)];
    for (const _ of files) {
      await knex.migrate.up({ directory });
      steps.push(await tables(knex));
    }
    expect(steps[0]).toEqual([]);
    expect(steps[files.length]).toContain('events');
    for (const expected of steps.slice(0, -1).reverse()) {
      await knex.migrate.down({ directory });
      expect(await tables(knex)).toEqual(expected);
    }
    await knex.migrate.latest({ directory });
    expect(await tables(knex)).toEqual(steps[files.length]);

    const store = await createModelStore({
      database: knex,
      logger: mockServices.logger.mock(),
    });
    await store.execute(aRegistration(), { by: 'user:default/ada' });
    expect(await store.verify()).toMatchObject({ ok: true, position: 5 });
  });
});
