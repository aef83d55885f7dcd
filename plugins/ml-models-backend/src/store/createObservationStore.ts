import type { Knex } from 'knex';
import { INSERT_BATCH } from '../domain/limits';
import { canaryShare, worstMtls } from '../domain/serving';
import { worstServingConcern } from '../domain/servingConcern';
import type { OperationalStoreOptions } from './createIngestionStore';
import { escapeText } from './escapeText';
import type { ClusterObservation, ObservationStore } from './ObservationStore';
import { rolloutsOf } from '../domain/served/rolloutsOf';

interface ObservationRow {
  cluster: string;
  epoch: number | string;
  observed_at: string;
  document: string;
}

export function createObservationStore({
  knex,
}: Pick<OperationalStoreOptions, 'knex'>): ObservationStore {
  return {
    save: (observation, epoch) =>
      knex.transaction(trx => saveObservation(trx, observation, epoch)),
    async all() {
      const rows = await knex<ObservationRow>('observations').orderBy(
        'cluster',
      );
      return rows.map(observationOf);
    },
    async forModel(modelRef) {
      const rows = await knex<ObservationRow>('observations').orderBy(
        'cluster',
      );
      return rows.map(observationOf).map(observation => {
        const workloads = observation.workloads.filter(
          ({ model }) => model.ref === modelRef,
        );
        return {
          ...observation,
          workloads,
          rollouts: rolloutsOf(observation.rollouts, workloads),
        };
      });
    },
  };
}

/** Overwrites what a cluster showed; false when a newer epoch wrote already. */
async function saveObservation(
  trx: Knex.Transaction,
  observation: ClusterObservation,
  epoch: number,
): Promise<boolean> {
  const cluster = escapeText(observation.cluster);
  const row = {
    cluster,
    epoch,
    observed_at: observation.observedAt,
    document: JSON.stringify(observation),
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
  await trx('observed_models').where({ cluster }).delete();
  const refs = new Set(
    observation.workloads.flatMap(({ model }) => model.ref ?? []),
  );
  const rows = [...refs].map(ref => {
    const workloads = observation.workloads.filter(
      ({ model }) => model.ref === ref,
    );
    const rollouts = rolloutsOf(observation.rollouts, workloads);
    return {
      cluster,
      model_ref: escapeText(ref),
      workloads: workloads.length,
      mesh: worstMtls(workloads),
      canary: canaryShare(rollouts) === null ? 0 : 1,
      concern: worstServingConcern({ workloads, rollouts })?.concern ?? 'none',
    };
  });
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await trx('observed_models').insert(
      rows.slice(start, start + INSERT_BATCH),
    );
  }
  return true;
}

function observationOf(row: ObservationRow): ClusterObservation {
  return JSON.parse(row.document);
}
