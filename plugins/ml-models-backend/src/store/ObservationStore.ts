import type {
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';

/** What one cluster (or folder of manifests) showed last. Not history: it is overwritten by each look. */
export interface ClusterObservation {
  cluster: string;
  observedAt: string;
  /** `manifests`: only what is written was read; absent in what an older version saved */
  source?: 'manifests' | 'cluster';
  /** another version of this software saved it: it counts as a look of long ago */
  outdated?: true;
  workloads: WorkloadPosture[];
  rollouts: RolloutPosture[];
  problems: string[];
}

export interface ObservationStore {
  /** Refused (false) when a newer epoch wrote already. */
  save(observation: ClusterObservation, epoch: number): Promise<boolean>;
  /** The same object for the same look, not to be changed. */
  all(): Promise<readonly ClusterObservation[]>;
  /** Workloads and rollouts joined to one model reference. */
  forModel(modelRef: string): Promise<ClusterObservation[]>;
}
