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

export function observationOf(row: ObservationRow): ClusterObservation {
  return JSON.parse(row.document);
}
