import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

const POSTGRES_URL = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';

/**
 * Declares a suite once per database engine: SQLite always, PostgreSQL when the environment names one in
 * `BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING`; with `ML_MODELS_TEST_ENGINE=POSTGRES_15` only there,
 * since `npm test` ran the embedded one. `init` answers with a new empty database.
 */
export function eachDatabase(
  name: string,
  suite: (init: () => Promise<Knex>, engine: TestDatabaseId) => void,
): void {
  const here: TestDatabaseId[] = process.env[POSTGRES_URL]
    ? ['SQLITE_3', 'POSTGRES_15']
    : ['SQLITE_3'];
  const only = process.env.ML_MODELS_TEST_ENGINE;
  const ids = only ? here.filter(id => id === only) : here;
  if (ids.length === 0) throw new Error(`No database for ${only}`);
  const databases = TestDatabases.create({ ids, disableDocker: true });
  describe.each(ids)(`${name} on %s`, id => {
    suite(() => databases.init(id), id);
  });
}
