import { rolloutsOf } from '../domain/served/rolloutsOf';
import type { OperationalStoreOptions } from './createIngestionStore';
import type { ObservationStore } from './ObservationStore';
import {
  observationOf,
  ObservationRow,
} from './operations/observations/ObservationRow';
import { saveObservation } from './operations/observations/saveObservation';
import { retryLost } from './retryLost';

export function createObservationStore({
  knex,
}: Pick<OperationalStoreOptions, 'knex'>): ObservationStore {
  return {
    save: (observation, epoch) =>
      retryLost(() =>
        knex.transaction(trx => saveObservation(trx, observation, epoch)),
      ),
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
