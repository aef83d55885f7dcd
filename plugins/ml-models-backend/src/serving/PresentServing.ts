import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  ClusterObservation,
  ObservationStore,
} from '../store/ObservationStore';
import { rolloutsOf } from '../domain/served/rolloutsOf';
import { candidatesOf, servingOnly } from '../domain/served/ServedFact';
import { outdatedSince, outdatedWorkload } from './outdatedWorkload';

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

  /** What serves a model, by its reference, and for every configured cluster when it was looked at. */
  async read(): Promise<(modelRef: string) => Wire['Deployments']> {
    const observations = await this.#observations.all();
    const sources = this.#sources(observations);
    const byModel = new Map<string, Set<ClusterObservation>>();
    const undecided = new Set<string>();
    for (const observation of observations) {
      for (const { model } of observation.workloads) {
        if (model.ref !== null) {
          const of = byModel.get(model.ref) ?? new Set();
          byModel.set(model.ref, of.add(observation));
        }
      }
      candidatesOf(observation.workloads).forEach(ref => undecided.add(ref));
    }
    return modelRef => {
      const joined = [...(byModel.get(modelRef) ?? [])].map(observation =>
        this.#joined(observation, modelRef),
      );
      return {
        workloads: joined.flatMap(({ workloads }) => workloads),
        rollouts: joined.flatMap(({ rollouts }) => rollouts),
        ...(undecided.has(modelRef) && { undecided: true }),
        sources,
      };
    };
  }

  #joined(observation: ClusterObservation, modelRef: string) {
    const { cluster, observedAt, source } = observation;
    const workloads = observation.workloads.filter(
      ({ model }) => model.ref === modelRef,
    );
    const isStale = this.#isStale(observation);
    return {
      workloads: workloads.map(seen => {
        const workload = isStale ? outdatedWorkload(seen, observedAt) : seen;
        const since = outdatedSince(workload);
        // the other models that it may mean are not for each who may read this one
        const { candidates: _others, ...model } = workload.model;
        return {
          ...workload,
          model,
          cluster,
          observedAt: since ?? observedAt,
          stale: since !== undefined,
          ...(source && { seenIn: source }),
        };
      }),
      rollouts: rolloutsOf(observation.rollouts, servingOnly(workloads)).map(
        rollout => ({
          ...rollout,
          cluster,
          observedAt,
          stale: isStale,
          ...(source && { seenIn: source }),
          ...(isStale && { phase: 'unknown' as const }),
        }),
      ),
    };
  }

  #sources(observations: ClusterObservation[]): Wire['Deployments']['sources'] {
    const seen = new Map(observations.map(each => [each.cluster, each]));
    const clusters = new Set([...this.#clusters, ...seen.keys()]);
    return [...clusters].sort().map(cluster => {
      const observation = seen.get(cluster);
      return {
        cluster,
        observedAt: observation?.observedAt ?? null,
        stale: observation ? this.#isStale(observation) : true,
        problems: observation?.problems ?? ['Not looked at yet'],
      };
    });
  }

  #isStale({
    observedAt,
    outdated,
  }: Pick<ClusterObservation, 'observedAt' | 'outdated'>): boolean {
    const age = this.#now().getTime() - Date.parse(observedAt);
    return outdated === true || !(age <= this.#staleAfterMs);
  }
}
