import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import { escapeText } from '../../escapeText';
import { insertRows } from '../rows/insertRows';
import type { ServedJoin } from './joinServed';

/**
 * Replaces the words that lists filter by, of these models. Part of each transaction that changes what is recorded of
 * them or what clusters showed, under the append lock.
 */
export async function saveWords(
  trx: Knex.Transaction,
  states: readonly ModelState[],
  joins: ReadonlyMap<string, ServedJoin>,
): Promise<void> {
  if (states.length === 0) {
    return;
  }
  await trx('observed_words')
    .whereIn(
      'model_ref',
      states.map(({ modelRef }) => escapeText(modelRef)),
    )
    .delete();
  await insertRows(
    trx,
    'observed_words',
    states.flatMap(({ id }) => joins.get(id)?.words ?? []),
  );
}
