import type { Knex } from 'knex';
import { isSqlite } from '../../openDatabase';
import { Erasure, readErasure } from './readErasure';

/** Why those of the documents that were erased are gone, by digest; one statement where none of them was. */
export async function readErasures(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Erasure>> {
  const erasures = new Map<string, Erasure>();
  if (digests.length === 0) {
    return erasures;
  }
  const rows: { digest: string; erased_position: number | string }[] =
    await knex('documents')
      .where(
        'digest',
        'in',
        knex.raw(ELEMENTS[isSqlite(knex) ? 'sqlite' : 'postgresql'], [
          JSON.stringify(digests),
        ]),
      )
      .whereNotNull('erased_position')
      .select('digest', 'erased_position');
  for (const { digest, erased_position: position } of rows) {
    erasures.set(digest, await readErasure(knex, position));
  }
  return erasures;
}

/** One JSON parameter, whatever their number. */
const ELEMENTS = {
  sqlite: '(select value from json_each(?))',
  postgresql: '(select json_array_elements_text(?::json))',
} as const;
