import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import { servedVersions } from '../../../domain/served/inService';
import type { ServedFact } from '../../../domain/served/ServedFact';
import { escapeText } from '../../escapeText';
import type { ObservedModelRow, ObservedWordRow } from './ObservationRow';

/** What every cluster showed last of one model, joined with what is recorded of it. */
export interface ServedJoin {
  versions: Wire['ServedVersion'][];
  words: ObservedWordRow[];
}

/** By model id; a model that no cluster showed has none. */
export async function joinServed(
  knex: Knex,
  states: readonly ModelState[],
): Promise<ReadonlyMap<string, ServedJoin>> {
  const observed = await knex<ObservedModelRow>('observed_models')
    .whereIn(
      'model_ref',
      states.map(({ modelRef }) => escapeText(modelRef)),
    )
    .select('cluster', 'model_ref', 'facts');
  const byRef = Map.groupBy(observed, row => row.model_ref);
  return new Map(
    states.flatMap(state => {
      const rows = byRef.get(escapeText(state.modelRef));
      return rows ? [[state.id, joined(state, rows)]] : [];
    }),
  );
}

function joined(
  state: ModelState,
  rows: readonly Pick<ObservedModelRow, 'cluster' | 'model_ref' | 'facts'>[],
): ServedJoin {
  const seen: ServedFact[] = [];
  const words = rows.flatMap(({ cluster, model_ref, facts }) => {
    const own: ServedFact[] = JSON.parse(facts);
    seen.push(...own);
    return wordsOf(servedVersions(state, own)).map(said => ({
      cluster,
      model_ref,
      ...said,
    }));
  });
  return { versions: servedVersions(state, seen), words };
}

function wordsOf(
  versions: readonly Wire['ServedVersion'][],
): Pick<ObservedWordRow, 'word' | 'concern'>[] {
  const unique = new Map(
    versions.map(({ word, concern }) => [
      `${word} ${concern}`,
      { word, concern },
    ]),
  );
  return [...unique.values()];
}
