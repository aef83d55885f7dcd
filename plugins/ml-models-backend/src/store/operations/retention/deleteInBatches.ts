import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';

/**
 * Deletes rows by the key that a query finds, some hundred in one statement, and lets others go first between two:
 * no lock is held for longer than one batch. Answers with their number.
 */
export async function deleteInBatches(
  knex: Knex,
  { table, key }: { table: string; key: string },
  find: () => Knex.QueryBuilder,
  signal?: AbortSignal,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const keys: string[] = await find().limit(INSERT_BATCH).pluck(key);
    if (keys.length === 0) {
      return deleted;
    }
    deleted += await knex(table).whereIn(key, keys).delete();
    await setImmediate();
  }
}
