import type { Knex } from 'knex';
import { isSqlite } from './openDatabase';

/**
 * The database's present instant as SQL, moved by `ms`, in the form of `toISOString`: replicas whose clocks differ agree
 * by it. On PostgreSQL the instant of the statement's evaluation, not of the transaction's beginning.
 */
export function databaseNow(knex: Knex, ms = 0): Knex.Raw {
  return isSqlite(knex)
    ? knex.raw(`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)`, [
        `${ms / 1000} seconds`,
      ])
    : knex.raw(
        `to_char((clock_timestamp() + ?::float8 * interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
        [ms],
      );
}

/** SQL for the present instant, moved by `ms`. */
export type DatabaseTime = (ms?: number) => Knex.Raw;

/** The database's time; a test's `clock` stands for it. */
export function databaseTime(knex: Knex, clock?: () => Date): DatabaseTime {
  return clock
    ? (ms = 0) =>
        knex.raw('?', [new Date(clock().getTime() + ms).toISOString()])
    : ms => databaseNow(knex, ms);
}

/** Asks the database what time it is. */
export async function readDatabaseTime(
  knex: Knex,
  time: DatabaseTime = databaseTime(knex),
): Promise<Date> {
  const row: { now: string } = await knex.select({ now: time() }).first();
  return new Date(row.now);
}
