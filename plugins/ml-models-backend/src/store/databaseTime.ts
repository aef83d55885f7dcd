import type { Knex } from 'knex';
import { isSqlite } from './openDatabase';

/**
 * The database's present instant as SQL, in the form of `toISOString`: replicas whose clocks differ agree by it. On
 * PostgreSQL the instant of the statement's evaluation, not of the transaction's beginning.
 */
export function databaseNow(knex: Knex): Knex.Raw {
  return knex.raw(
    isSqlite(knex)
      ? `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
      : `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  );
}

/** Asks the database what time it is. */
export async function readDatabaseTime(knex: Knex): Promise<Date> {
  const row: { now: string } = await knex
    .select({ now: databaseNow(knex) })
    .first();
  return new Date(row.now);
}
