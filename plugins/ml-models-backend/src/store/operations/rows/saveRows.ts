import type { Knex } from 'knex';
import { rowSources } from './rowSource';

/**
 * Writes rows, each in the place of the one with the same key. A row that stands there as it is given is not written:
 * on PostgreSQL even a conflict that changes nothing would write its lock.
 */
export async function saveRows(
  trx: Knex.Transaction,
  table: string,
  key: readonly string[],
  rows: readonly object[],
): Promise<void> {
  for (const { columns, select } of rowSources(trx, table, rows)) {
    const names = columns.map(() => '??').join(', ');
    const others = columns.filter(column => !key.includes(column));
    // only an equality is looked up in an index; no part of a key is null
    const same = columns.map(column =>
      key.includes(column) ? '?? = ??' : '?? is not distinct from ??',
    );
    const change =
      others.length === 0
        ? 'nothing'
        : `update set ${others.map(() => '?? = ??').join(', ')}`;
    await trx.raw(
      `insert into ?? (${names}) select ${names} from (?) as given
       where not exists (select 1 from ?? where ${same.join(' and ')})
       on conflict (${key.map(() => '??').join(', ')}) do ${change}`,
      [
        table,
        ...columns,
        ...columns,
        select,
        table,
        ...columns.flatMap(name => [`${table}.${name}`, `given.${name}`]),
        ...key,
        ...others.flatMap(name => [name, `excluded.${name}`]),
      ],
    );
  }
}
