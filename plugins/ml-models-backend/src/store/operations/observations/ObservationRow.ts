import type { ClusterObservation } from '../../ObservationStore';

/** A row of `observations`. */
export interface ObservationRow {
  cluster: string;
  epoch: number | string;
  observed_at: string;
  complete: number;
  document: string;
}

/** A row of `observed_models`: what lists need of one model in one cluster. */
export interface ObservedModelRow {
  cluster: string;
  model_ref: string;
  /** 0: a workload may mean this model and does not say so */
  workloads: number;
  mesh: string | null;
  canary: number;
  concern: string;
  facts: string;
}

/** A row of `observed_words`: what is said of versions in service that one cluster showed. */
export interface ObservedWordRow {
  cluster: string;
  model_ref: string;
  word: string;
  concern: string;
}

/**
 * Stands in each document. What has another one, or none, was written by other code and is a look of long ago: raise it
 * when a posture changes its shape.
 */
const OBSERVATION_SHAPE = 2;

export function documentOf(observation: ClusterObservation): string {
  return JSON.stringify({ ...observation, shape: OBSERVATION_SHAPE });
}

export function observationOf(row: ObservationRow): ClusterObservation {
  const { shape, ...observation }: ClusterObservation & { shape?: number } =
    JSON.parse(row.document);
  return shape === OBSERVATION_SHAPE
    ? observation
    : {
        ...observation,
        outdated: true,
        // Before roles were read, whatever had a model served it.
        workloads: observation.workloads.map(workload => ({
          ...workload,
          role: workload.role ?? 'serves',
        })),
      };
}
