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
      .whereIn('digest', elementsOf(knex, digests))
      .whereNotNull('erased_position')
      .select('digest', 'erased_position');
  for (const { digest, erased_position: position } of rows) {
    erasures.set(digest, await readErasure(knex, position));
  }
  return erasures;
}

/** One JSON parameter, whatever their number. */
function elementsOf(knex: Knex, digests: readonly string[]): Knex.QueryBuilder {
  const json = JSON.stringify(digests);
  return isSqlite(knex)
    ? knex.select('value').from(knex.raw('json_each(?)', [json]))
    : knex.select(knex.raw('json_array_elements_text(?::json)', [json]));
}
