import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import { rolloutsOf } from '../../../domain/served/rolloutsOf';
import {
  candidatesOf,
  servedFacts,
  servingOnly,
} from '../../../domain/served/ServedFact';
import { canaryShare, worstMtls } from '../../../domain/serving';
import { worstServingConcern } from '../../../domain/servingConcern';
import { escapeText } from '../../escapeText';
import type { ClusterObservation } from '../../ObservationStore';
import { lockHead } from '../events/lockHead';
import { loadStates } from '../models/loadState';
import { attentionOf } from '../projections/ModelRow';
import { insertRows } from '../rows/insertRows';
import { joinServed } from './joinServed';
import {
  documentOf,
  type ObservationRow,
  type ObservedModelRow,
} from './ObservationRow';
import { saveWords } from './saveWords';

/**
 * Overwrites what a cluster showed; false when a newer epoch wrote already. What it says of versions in service is
 * said in the same transaction, under the append lock: a stage that changes meanwhile waits and is joined after it.
 */
export async function saveObservation(
  trx: Knex.Transaction,
  observation: ClusterObservation,
  epoch: number,
): Promise<boolean> {
  await lockHead(trx);
  const cluster = escapeText(observation.cluster);
  const row: ObservationRow = {
    cluster,
    epoch,
    observed_at: observation.observedAt,
    complete: observation.problems.length === 0 ? 1 : 0,
    document: documentOf(observation),
  };
  const written = await trx('observations')
    .insert(row)
    .onConflict('cluster')
    .merge()
    .where('observations.epoch', '<=', epoch)
    .returning('cluster');
  if (written.length === 0) {
    return false;
  }
  const before = await trx<ObservedModelRow>('observed_models')
    .where({ cluster })
    .select('model_ref', 'facts');
  await trx('observed_models').where({ cluster }).delete();
  const rows = observedModels(observation, cluster);
  await insertRows(trx, 'observed_models', rows);
  await saveChanged(trx, before, rows);
  return true;
}

/** A model whose facts are as they were keeps what is said of it: its own events say it anew. */
async function saveChanged(
  trx: Knex.Transaction,
  before: Pick<ObservedModelRow, 'model_ref' | 'facts'>[],
  rows: ObservedModelRow[],
): Promise<void> {
  const facts = new Map(before.map(row => [row.model_ref, row.facts]));
  const now = new Map(rows.map(row => [row.model_ref, row.facts]));
  const changed = [...new Set([...facts.keys(), ...now.keys()])].filter(
    ref => facts.get(ref) !== now.get(ref),
  );
  for (let start = 0; start < changed.length; start += INSERT_BATCH) {
    const batch = changed.slice(start, start + INSERT_BATCH);
    const states = await loadStates(trx, batch);
    const joins = await joinServed(trx, states);
    await saveWords(trx, states, joins);
    const asking = Map.groupBy(states, state =>
      attentionOf(state, joins.get(state.id)?.versions ?? []),
    );
    for (const [attention, own] of asking) {
      await trx('models')
        .whereIn(
          'id',
          own.map(({ id }) => id),
        )
        .update({ attention });
    }
  }
}

function observedModels(
  { workloads, rollouts }: ClusterObservation,
  cluster: string,
): ObservedModelRow[] {
  const byModel = new Map<string, typeof workloads>();
  for (const workload of servingOnly(workloads)) {
    const { ref } = workload.model;
    if (ref !== null) {
      byModel.set(ref, [...(byModel.get(ref) ?? []), workload]);
    }
  }
  // a row without workloads: whether the model is served is not known
  for (const ref of candidatesOf(workloads)) {
    byModel.set(ref, byModel.get(ref) ?? []);
  }
  return [...byModel].map(([ref, serving]) => {
    const own = rolloutsOf(rollouts, serving);
    return {
      cluster,
      model_ref: escapeText(ref),
      workloads: serving.length,
      mesh: worstMtls(serving),
      canary: canaryShare(own) === null ? 0 : 1,
      concern:
        worstServingConcern({ workloads: serving, rollouts: own })?.concern ??
        'none',
      facts: JSON.stringify(servedFacts(serving, own)),
    };
  });
}
