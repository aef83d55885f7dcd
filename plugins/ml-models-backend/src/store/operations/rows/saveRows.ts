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
    const into = {
      sql: `insert into ?? (${names}) select ${names} from (?) as given`,
      bindings: [table, ...columns, ...columns, select],
    };
    const conflict = {
      sql: `on conflict (${key.map(() => '??').join(', ')}) do`,
      bindings: key,
    };
    if (others.length === 0) {
      await trx.raw(`${into.sql} where true ${conflict.sql} nothing`, [
        ...into.bindings,
        ...conflict.bindings,
      ]);
      continue;
    }
    // only an equality is looked up in an index; no part of a key is null
    const same = columns.map(column =>
      key.includes(column) ? '?? = ??' : '?? is not distinct from ??',
    );
    await trx.raw(
      // without the offset PostgreSQL would make a join of it and read the whole table
      `${into.sql}
       where not exists (select 1 from ?? where ${same.join(
         ' and ',
       )} limit 1 offset 0)
       ${conflict.sql} update set ${others.map(() => '?? = ??').join(', ')}`,
      [
        ...into.bindings,
        table,
        ...columns.flatMap(name => [`${table}.${name}`, `given.${name}`]),
        ...conflict.bindings,
        ...others.flatMap(name => [name, `excluded.${name}`]),
      ],
    );
  }
}
