import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ProviderOptions } from '../ingestion/ArtifactSource';
import type { ClusterSnapshot } from './WorkloadSource';

/** Reads progressive delivery out of a cluster's objects, one kind of controller each. @public */
export interface RolloutProvider {
  /** `argo-rollouts`, `flagger` … */
  readonly name: string;
  rollouts(
    snapshot: ClusterSnapshot,
    options: ProviderOptions,
  ): Promise<Wire['Rollout'][]>;
}
