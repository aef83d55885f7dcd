import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import { recordedProblems } from '../../../domain/problems/problemsOf';
import { servedVersions } from '../../../domain/served/inService';
import type { ServedFact } from '../../../domain/served/ServedFact';
import { escapeText } from '../../escapeText';
import type { ObservedModelRow } from './ObservationRow';

/**
 * Joins what every cluster showed last of a model with what is recorded of it: the words that lists filter by, and
 * whether it asks for a person. Part of each transaction that changes one of the two, under the append lock.
 */
export async function saveServed(
  trx: Knex.Transaction,
  state: ModelState,
): Promise<void> {
  const model_ref = escapeText(state.modelRef);
  const rows = await trx<ObservedModelRow>('observed_models')
    .where({ model_ref })
    .select('cluster', 'facts');
  await trx('observed_words').where({ model_ref }).delete();
  const seen: ServedFact[] = [];
  for (const { cluster, facts } of rows) {
    const own: ServedFact[] = JSON.parse(facts);
    seen.push(...own);
    const words = wordsOf(servedVersions(state, own));
    if (words.length > 0) {
      await trx('observed_words').insert(
        words.map(said => ({ cluster, model_ref, ...said })),
      );
    }
  }
  const problems = recordedProblems(state, servedVersions(state, seen));
  await trx('models')
    .where({ id: state.id })
    .update({ attention: problems.length > 0 ? 1 : 0 });
}

/** As `saveServed`, of those of these models that a cluster showed: after a rebuild, which folds events alone. */
export async function saveAllServed(
  trx: Knex.Transaction,
  states: readonly ModelState[],
): Promise<void> {
  for (let start = 0; start < states.length; start += INSERT_BATCH) {
    const batch = states.slice(start, start + INSERT_BATCH);
    const observed: string[] = await trx('observed_models')
      .whereIn(
        'model_ref',
        batch.map(({ modelRef }) => escapeText(modelRef)),
      )
      .distinct()
      .pluck('model_ref');
    const refs = new Set(observed);
    for (const state of batch) {
      if (refs.has(escapeText(state.modelRef))) {
        await saveServed(trx, state);
      }
    }
  }
}

function wordsOf(
  versions: readonly Wire['ServedVersion'][],
): { word: string; concern: string }[] {
  const unique = new Map(
    versions.map(({ word, concern }) => [
      `${word} ${concern}`,
      { word, concern },
    ]),
  );
  return [...unique.values()];
}
