import type { Knex } from 'knex';
import { readDatabaseTime } from './databaseTime';
import { isSqlite } from './openDatabase';

/** ms until the difference to the database's clock is asked for anew: clocks drift and are set. */
const REFRESH_MS = 60_000;

/**
 * A clock that agrees with the database's, for what is decided without asking it each time: whether a look or a
 * measurement is too old must not depend on which replica answers. Asks again in the background; while the database
 * does not answer, the last difference holds.
 */
export async function databaseClock(knex: Knex): Promise<() => Date> {
  // an embedded database has this process's clock
  if (isSqlite(knex)) {
    return () => new Date();
  }
  let ahead = await differenceOf(knex);
  let askedAt = performance.now();
  return () => {
    if (performance.now() - askedAt > REFRESH_MS) {
      askedAt = performance.now();
      differenceOf(knex).then(
        difference => {
          ahead = difference;
        },
        () => {},
      );
    }
    return new Date(Date.now() + ahead);
  };
}

/** How many ms the database's clock is ahead of this process's; half of the way is taken for each direction. */
async function differenceOf(knex: Knex): Promise<number> {
  const before = Date.now();
  const there = await readDatabaseTime(knex);
  return there.getTime() - (before + Date.now()) / 2;
}
