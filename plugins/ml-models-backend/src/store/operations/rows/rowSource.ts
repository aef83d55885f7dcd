import type { Knex } from 'knex';
import { WRITE_CHARACTERS } from '../../../domain/limits';
import { isSqlite } from '../../openDatabase';

/** Rows of one table that fit one statement, as SQL that gives them. */
export interface RowSource {
  columns: string[];
  /** a `select` of the columns */
  select: Knex.Raw;
}

/**
 * Rows, all with the same columns and at least one, as one JSON parameter: the statement is the same for one row and
 * for a thousand, and neither engine's limit of parameters or of terms is ever near.
 */
export function rowSource(
  knex: Knex,
  table: string,
  rows: readonly object[],
): RowSource {
  const columns = Object.keys(rows[0]);
  return sourceOf(knex, table, columns, JSON.stringify(rows));
}

/** As `rowSource`, in as many statements as the rows need; none for no row. */
export function rowSources(
  knex: Knex,
  table: string,
  rows: readonly object[],
): RowSource[] {
  const [first] = rows;
  if (!first) {
    return [];
  }
  const columns = Object.keys(first);
  return partsOf(rows.map(row => JSON.stringify(row))).map(part =>
    sourceOf(knex, table, columns, `[${part.join(',')}]`),
  );
}

function sourceOf(
  knex: Knex,
  table: string,
  columns: string[],
  json: string,
): RowSource {
  const select = isSqlite(knex)
    ? knex.raw(
        `select ${columns
          .map(() => 'value ->> ? as ??')
          .join(', ')} from json_each(?)`,
        [...columns.flatMap(name => [name, name]), json],
      )
    : knex.raw(
        `select ${columns
          .map(() => '??')
          .join(', ')} from json_populate_recordset(null::??, ?::json)`,
        [...columns, table, json],
      );
  return { columns, select };
}

/** Each part but one of a single long text has at most `WRITE_CHARACTERS`. */
function partsOf(texts: readonly string[]): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const text of texts) {
    room -= text.length;
    if (room < 0) {
      parts.push([]);
      room = WRITE_CHARACTERS - text.length;
    }
    parts[parts.length - 1].push(text);
  }
  return parts;
}
