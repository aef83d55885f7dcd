import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const migrationsDirectory = resolvePackagePath(
  '@ml-models/backstage-plugin-ml-models-backend',
  'migrations',
);

/**
 * The plugin's knex with its tables in place. Embedded databases run in WAL mode and sync each commit: a power cut
 * must not take back an event that was answered for.
 */
export async function openDatabase(
  database: DatabaseService | Knex,
): Promise<Knex> {
  const service = 'getClient' in database ? database : undefined;
  const knex = service ? await service.getClient() : (database as Knex);
  if (isSqlite(knex)) {
    await knex.raw('pragma journal_mode = WAL');
    await knex.raw('pragma synchronous = FULL');
  }
  if (!service?.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}

export function isSqlite({ client }: Pick<Knex, 'client'>): boolean {
  return client.config.client !== 'pg';
}
