import type { Knex } from 'knex';
import { databaseTime, readDatabaseTime } from './databaseTime';
import type { Maintenance } from './Maintenance';
import { observeStatements } from './observeStatements';
import { backupSqlite } from './operations/backup/backupSqlite';
import { PROJECTION_VERSION } from './operations/projections/projectionVersion';
import { purge } from './operations/retention/purge';

export function createMaintenance({
  knex,
  clock,
}: {
  knex: Knex;
  clock?: () => Date;
}): Maintenance {
  const now = () => readDatabaseTime(knex, databaseTime(knex, clock));
  return {
    purge: async (retention, signal) =>
      purge(knex, retention, await now(), signal),
    backup: async directory => backupSqlite(knex, directory, await now()),
    async isProjected() {
      const head = await knex('registry_head')
        .where({ id: 1 })
        .first('projection_version');
      return head?.projection_version === PROJECTION_VERSION;
    },
    onStatement: listener => observeStatements(knex, listener),
  };
}
