import { rolloutsOf } from '../domain/served/rolloutsOf';
import type { OperationalStoreOptions } from './createIngestionStore';
import { escapeText } from './escapeText';
import type { ObservationStore } from './ObservationStore';
import { ObservationReader } from './operations/observations/ObservationReader';
import { saveObservation } from './operations/observations/saveObservation';
import { retryLost } from './retryLost';

export function createObservationStore({
  knex,
}: Pick<OperationalStoreOptions, 'knex'>): ObservationStore {
  const reader = new ObservationReader(knex);
  return {
    async save(observation, epoch) {
      try {
        return await retryLost(() =>
          knex.transaction(trx => saveObservation(trx, observation, epoch)),
        );
      } finally {
        reader.forget(escapeText(observation.cluster));
      }
    },
    all: () => reader.all(),
    async forModel(modelRef) {
      return (await reader.all()).map(observation => {
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
