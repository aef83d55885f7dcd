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
    const shown = observations.map(observation => ({
      observation,
      ...shownOf(observation),
    }));
    return modelRef => {
      const joined = shown.flatMap(({ observation, byModel }) => {
        const workloads = byModel.get(modelRef);
        return workloads ? [this.#joined(observation, workloads)] : [];
      });
      return {
        workloads: joined.flatMap(({ workloads }) => workloads),
        rollouts: joined.flatMap(({ rollouts }) => rollouts),
        ...(shown.some(({ undecided }) => undecided.has(modelRef)) && {
          undecided: true,
        }),
        sources,
      };
    };
  }

  #joined(
    observation: ClusterObservation,
    workloads: ClusterObservation['workloads'],
  ) {
    const { cluster, observedAt, source } = observation;
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

  #sources(
    observations: readonly ClusterObservation[],
  ): Wire['Deployments']['sources'] {
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

interface Shown {
  byModel: ReadonlyMap<string | null, ClusterObservation['workloads']>;
  /** models that a workload may mean and does not say so */
  undecided: ReadonlySet<string>;
}

/** One look is asked about by every page until the next one. */
const SHOWN = new WeakMap<ClusterObservation, Shown>();

function shownOf(observation: ClusterObservation): Shown {
  let shown = SHOWN.get(observation);
  if (!shown) {
    const { workloads } = observation;
    shown = {
      byModel: Map.groupBy(workloads, ({ model }) => model.ref),
      undecided: new Set(candidatesOf(workloads)),
    };
    SHOWN.set(observation, shown);
  }
  return shown;
}
