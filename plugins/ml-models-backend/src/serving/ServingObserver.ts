import type { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  ClusterSnapshot,
  WorkloadSource,
} from '@ml-models/backstage-plugin-ml-models-node';
import {
  assessPosture,
  RegisteredModel,
  WorkloadPosture,
} from '@ml-models/serving-posture';
import type {
  ClusterObservation,
  ObservationStore,
} from '../store/ObservationStore';
import { deploymentName } from './history/servingChanges';
import type { DeclaredEntities } from './DeclaredEntities';
import type { ServingRecorder } from './history/ServingRecorder';
import { SERVING_LIMITS } from './limits';
import { unreadKinds } from './manifests/unreadKinds';
import { outdatedWorkload } from './outdatedWorkload';
import type { RegisteredModels } from './RegisteredModels';

export interface ServingObserverOptions {
  sources: readonly WorkloadSource[];
  observations: ObservationStore;
  recorder: ServingRecorder;
  /** MLModel entities of the catalog; throws when they cannot be read */
  entities: (signal: AbortSignal) => Promise<Entity[]>;
  /** what the registry holds; served bytes are compared with nothing else */
  registered: Pick<RegisteredModels, 'all'>;
  /** what was declared of those that the catalog does not have */
  declared: Pick<DeclaredEntities, 'of'>;
  /** a source threw */
  failed: (source: string) => void;
  /** the registry's time: what replicas compare with each other */
  now(): Date;
  logger: LoggerService;
}

/** What workloads are joined with. */
interface KnownModels {
  entities: Entity[];
  registered: RegisteredModel[];
  /** what could not be read of it: then absence says nothing */
  problems: string[];
}

/**
 * Looks at clusters: what was seen becomes the cluster's observation, what changed in meaning becomes history. A
 * source or catalog that cannot be read changes nothing; the last look stays and grows old.
 */
export class ServingObserver {
  readonly #options: ServingObserverOptions;

  constructor(options: ServingObserverOptions) {
    this.#options = options;
  }

  /** One look at every cluster. Never throws. */
  async look(signal: AbortSignal): Promise<void> {
    const { sources, logger, failed } = this.#options;
    let known: KnownModels;
    try {
      known = await this.#known(signal);
    } catch (error) {
      logger.warn('The catalog could not be read; clusters are not judged', {
        error: String(error),
      });
      return;
    }
    for (const source of sources) {
      try {
        for (const snapshot of await source.observe({ signal })) {
          await this.#judge(snapshot, known);
        }
      } catch (error) {
        failed(source.name);
        logger.warn(`${source.name} could not be observed`, {
          error: String(error),
        });
      }
    }
  }

  /** The same declaration ties the same way, whether the catalog has it or it was posted. */
  async #known(signal: AbortSignal): Promise<KnownModels> {
    const { declared } = this.#options;
    const entities = await this.#options.entities(signal);
    const registered = await this.#options.registered.all();
    const inCatalog = new Set(entities.map(stringifyEntityRef));
    const posted = await declared.of(
      registered.filter(({ ref }) => !inCatalog.has(ref)),
    );
    return {
      entities: [...entities, ...posted.entities],
      registered,
      problems: posted.problems,
    };
  }

  async #judge(
    snapshot: ClusterSnapshot,
    { entities, registered, problems: unread }: KnownModels,
  ): Promise<void> {
    const { observations, recorder, now } = this.#options;
    const { cluster, source } = snapshot;
    const observedAt = notAfter(snapshot.observedAt, now());
    const report = assessPosture({
      objects: snapshot.objects,
      entities,
      registered,
      cluster,
      source,
      notReadable: unreadKinds(snapshot.problems),
    });
    const problems = [
      ...snapshot.problems,
      ...unread,
      ...report.problems
        .filter(({ code }) => code !== 'NOT_READABLE')
        .map(({ ref, message }) => (ref ? `${ref}: ${message}` : message)),
    ];
    const complete = problems.length === 0;
    const before = (await observations.all()).find(
      each => each.cluster === cluster,
    );
    const observation: ClusterObservation = {
      cluster,
      observedAt,
      source,
      workloads: complete
        ? report.workloads
        : [...report.workloads, ...notSeenAgain(report.workloads, before)],
      rollouts: report.rollouts,
      problems: problems.slice(0, SERVING_LIMITS.problems),
    };
    // the time of the look is its epoch: of two replicas the later look stays
    if (await observations.save(observation, Date.parse(observedAt))) {
      await recorder.record(observation, before, complete);
    }
  }
}

/** Nobody looks from the future: a clock that is ahead would make a look fresh for longer, and refuse later ones. */
function notAfter(observedAt: string, now: Date): string {
  return Date.parse(observedAt) > now.getTime()
    ? now.toISOString()
    : observedAt;
}

/** Workloads of the look before that an incomplete look does not show: they may stand in what could not be read. */
function notSeenAgain(
  workloads: readonly WorkloadPosture[],
  before: ClusterObservation | undefined,
): WorkloadPosture[] {
  const seen = new Set(workloads.map(deploymentName));
  return (before?.workloads ?? [])
    .filter(workload => !seen.has(deploymentName(workload)))
    .map(workload => outdatedWorkload(workload, before?.observedAt ?? ''));
}
