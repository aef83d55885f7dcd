import type { Knex } from 'knex';
import { rowSources } from './rowSource';

/** Writes rows that are not there yet. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly object[],
): Promise<void> {
  for (const { columns, select } of rowSources(trx, table, rows)) {
    await trx.raw(`insert into ?? (${columns.map(() => '??').join(', ')}) ?`, [
      table,
      ...columns,
      select,
    ]);
  }
}
