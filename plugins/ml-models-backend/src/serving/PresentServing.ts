import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  ClusterObservation,
  ObservationStore,
} from '../store/ObservationStore';
import { outdatedWorkload } from './outdated';

/** Reads observations as they count at this moment: past the limit a look is outdated. */
export class PresentServing {
  readonly #observations: ObservationStore;
  readonly #clusters: readonly string[];
  readonly #staleAfterMs: number;
  readonly #now: () => Date;

  constructor(options: {
    observations: ObservationStore;
    /** every cluster that is configured, looked at or not */
    clusters: readonly string[];
    staleAfterMs: number;
    now: () => Date;
  }) {
    this.#observations = options.observations;
    this.#clusters = options.clusters;
    this.#staleAfterMs = options.staleAfterMs;
    this.#now = options.now;
  }

  /** What serves one model, and for every configured cluster when it was looked at. */
  async deploymentsOf(modelRef: string): Promise<Wire['Deployments']> {
    const [joined, all] = await Promise.all([
      this.#observations.forModel(modelRef),
      this.#observations.all(),
    ]);
    const seen = new Map(all.map(each => [each.cluster, each]));
    const clusters = new Set([...this.#clusters, ...seen.keys()]);
    return {
      workloads: joined.flatMap(observation =>
        observation.workloads.map(workload => ({
          cluster: observation.cluster,
          ...(this.isStale(observation)
            ? outdatedWorkload(workload, observation.observedAt)
            : workload),
        })),
      ),
      rollouts: joined.flatMap(({ cluster, rollouts }) =>
        rollouts.map(rollout => ({ cluster, ...rollout })),
      ),
      sources: [...clusters].sort().map(cluster => {
        const observation = seen.get(cluster);
        return {
          cluster,
          observedAt: observation?.observedAt ?? null,
          stale: observation ? this.isStale(observation) : true,
          problems: observation?.problems ?? ['Not looked at yet'],
        };
      }),
    };
  }

  isStale(observation: Pick<ClusterObservation, 'observedAt'>): boolean {
    const age = this.#now().getTime() - Date.parse(observation.observedAt);
    return !(age <= this.#staleAfterMs);
  }
}
