import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AuthService,
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { IngestionStore } from '../../store/IngestionStore';
import type { ModelStore } from '../../store/ModelStore';
import { declaredEntityDigest } from '../declaration/declaredEntityDigest';
import { readDeclaration } from '../declaration/readDeclaration';
import { parseEntity } from '../declaration/parseEntity';
import { ABSENCE_MS, FAST_ROUND_MS, FAST_ROUNDS_MS, PROBE_MS } from '../limits';
import type { IngestionRequests } from '../queue/IngestionRequests';
import { AbsenceWatch } from './AbsenceWatch';
import { acceptRename } from './acceptRename';
import { CATALOG_ACTOR } from './catalogActor';
import { listModelEntities } from './listModelEntities';
import { NudgedRefs } from './NudgedRefs';
import { REGISTRY_LOCATION } from './registryLocation';
import { RetryPlan } from './RetryPlan';

/** States of an ingestion that registered nothing. */
const UNSETTLED: readonly string[] = ['refused', 'failed'];

export interface ReconcilerOptions {
  catalog: Pick<CatalogService, 'queryEntities' | 'getEntitiesByRefs'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  models: Pick<ModelStore, 'findModel' | 'execute'>;
  ingestions: Pick<IngestionStore, 'knownRefs' | 'list' | 'get' | 'now'>;
  requests: Pick<IngestionRequests, 'requestCataloged'>;
  /** what the files of an entity look like at their sources, unread */
  revisionOf(entity: Entity, signal: AbortSignal): Promise<string>;
  /** called after each whole round */
  reconciled?(): void;
  logger: LoggerService;
  now(): Date;
}

/**
 * The only discoverer: compares what the catalog declares with what was last ingested, and queues what
 * differs. A round that could not read all of the catalog says nothing about what is absent.
 */
export class Reconciler {
  private readonly absence = new AbsenceWatch();
  private readonly retries = new RetryPlan();
  /** references whose model is known not to be marked as removed */
  private readonly confirmed = new Set<string>();
  /** when a declared rename began to wait for its old entity to go */
  private readonly waiting = new Map<string, number>();
  private readonly nudged = new NudgedRefs(() => this.lookSoon());
  private stopping = new AbortController();
  private work: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ReconcilerOptions) {}

  /** Rounds on the schedule; more often in the first minutes, when a portal's entities appear. */
  async start(
    scheduler: Pick<SchedulerService, 'scheduleTask'>,
    schedule: SchedulerServiceTaskScheduleDefinition,
  ): Promise<void> {
    this.stopping = new AbortController();
    await scheduler.scheduleTask({
      ...schedule,
      id: 'ml-models-reconcile',
      fn: async signal => {
        await this.serialised(() =>
          this.reconcile(AbortSignal.any([signal, this.stopping.signal])),
        );
      },
    });
    this.fastRounds(this.stopping.signal).catch(() => {});
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.nudged.stop();
    await this.work.catch(() => {});
  }

  /** An entity may have changed: looks at it soon, and only at it. */
  nudge(modelRef: string): void {
    this.nudged.add(modelRef);
  }

  /** One whole round. Answers with the number of ingestions queued. */
  async reconcile(signal: AbortSignal): Promise<number> {
    const { ingestions, logger } = this.options;
    const entities = await listModelEntities(this.options, signal);
    const known = new Map(
      (await ingestions.knownRefs()).map(
        ({ modelRef, entityDigest }) => [modelRef, entityDigest] as const,
      ),
    );
    const unsettled = await this.allUnsettled();
    const databaseTime = await ingestions.now();
    let queued = 0;
    for (const [ref, entity] of entities) {
      signal.throwIfAborted();
      try {
        queued += (await this.compare(ref, entity, {
          present: entities,
          digest: known.get(ref),
          last: unsettled.get(ref),
          now: databaseTime,
        }))
          ? 1
          : 0;
      } catch (error) {
        // One entity that cannot be read does not keep the others out.
        logger.warn(`Entity ${ref} could not be compared`, error as Error);
      }
    }
    const now = this.options.now();
    for (const ref of this.absence.look(known.keys(), entities, now)) {
      await this.removed(ref);
    }
    this.options.reconciled?.();
    return queued;
  }

  private async compare(
    ref: string,
    entity: Entity,
    seen: {
      present: { has(ref: string): boolean };
      digest: string | undefined;
      last: Wire['Ingestion'] | undefined;
      /** by the clock that the ingestions are dated by */
      now: Date;
    },
  ): Promise<boolean> {
    if (isOurOwn(entity) || !(await this.mayQueue(ref, entity, seen.present))) {
      return false;
    }
    const isChanged = declaredEntityDigest(entity) !== seen.digest;
    if (isChanged) {
      this.retries.forget(ref);
    }
    const isDue =
      isChanged ||
      (seen.last &&
        (await this.retries.isDue(seen.last, seen.now, () =>
          this.options.revisionOf(
            entity,
            AbortSignal.any([
              this.stopping.signal,
              AbortSignal.timeout(PROBE_MS),
            ]),
          ),
        ))) ||
      (await this.isMarkedRemoved(ref));
    if (isDue) {
      await this.options.requests.requestCataloged(entity, CATALOG_ACTOR);
    }
    return isDue;
  }

  /** False while a declared rename waits; it waits no longer than an absence takes to be believed. */
  private async mayQueue(
    ref: string,
    entity: Entity,
    present: { has(ref: string): boolean },
  ): Promise<boolean> {
    const { models, logger } = this.options;
    const rename = await acceptRename(entity, present, models);
    if (rename.state === 'none') {
      this.waiting.delete(ref);
      return true;
    }
    if (rename.state === 'waiting') {
      const now = this.options.now().getTime();
      const since = this.waiting.get(ref) ?? now;
      this.waiting.set(ref, since);
      return now - since >= 2 * ABSENCE_MS;
    }
    try {
      const { declaration } = readDeclaration(parseEntity(entity));
      await models.execute(
        {
          type: 'RenameModel',
          from: rename.from,
          to: ref,
          owner: declaration.owner,
          location: entity.metadata.annotations?.[ANNOTATION_LOCATION],
        },
        { by: CATALOG_ACTOR },
      );
    } catch (error) {
      // Another owner, or another source: a new model, until someone with the permission joins the two.
      logger.warn(`${ref} does not continue ${rename.from}`, error as Error);
    }
    return true;
  }

  private async isMarkedRemoved(ref: string): Promise<boolean> {
    if (this.confirmed.has(ref)) {
      return false;
    }
    const model = await this.options.models.findModel({ modelRef: ref });
    if (model?.removedFromCatalog && model.modelRef === ref) {
      return true;
    }
    this.confirmed.add(ref);
    return false;
  }

  private async removed(ref: string): Promise<void> {
    const { models, logger } = this.options;
    const model = await models.findModel({ modelRef: ref });
    if (!model || model.modelRef !== ref || model.removedFromCatalog) {
      return;
    }
    // What was posted does not stand or fall with a file, whoever put one there.
    if (model.ownerSource !== null) {
      await models.execute(
        { type: 'RemoveFromCatalog', modelRef: ref },
        { by: CATALOG_ACTOR },
      );
      this.confirmed.delete(ref);
      logger.info(`${ref} is gone from the catalog`);
    }
  }

  /** Newest ingestions that registered nothing, by reference. */
  private async allUnsettled(): Promise<Map<string, Wire['Ingestion']>> {
    const found = new Map<string, Wire['Ingestion']>();
    for (const state of UNSETTLED) {
      let cursor: string | undefined;
      do {
        const page = await this.options.ingestions.list(
          { state, latest: true },
          { limit: 200, cursor },
        );
        page.items.forEach(item => found.set(item.modelRef, item));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    }
    return found;
  }

  private lookSoon(): void {
    this.serialised(() => this.lookAtNudged()).catch(error =>
      this.options.logger.warn('A nudged model could not be compared', error),
    );
  }

  /** A page of the nudged at a time; what one of them cannot be compared for does not keep the others out. */
  private async lookAtNudged(): Promise<void> {
    for (;;) {
      const looks = this.nudged.take();
      if (looks.size === 0) {
        return;
      }
      const idle = new Map(looks);
      for (const ref of await this.lookAt([...looks.keys()])) {
        idle.delete(ref);
      }
      this.nudged.lookAgain(idle);
    }
  }

  /** Answers with those that were queued. */
  private async lookAt(entityRefs: string[]): Promise<string[]> {
    const { catalog, auth, ingestions, logger } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    const known = new Map(
      (await ingestions.knownRefs(entityRefs)).map(each => [
        each.modelRef,
        each,
      ]),
    );
    const now = await ingestions.now();
    const queued: string[] = [];
    for (const [index, entity] of items.entries()) {
      const ref = entityRefs[index];
      const last = known.get(ref);
      try {
        const isQueued =
          entity &&
          (await this.compare(ref, entity, {
            // Whether the old entity of a rename is gone is a whole round's to say.
            present: { has: () => true },
            digest: last?.entityDigest,
            last:
              last && UNSETTLED.includes(last.state)
                ? await ingestions.get(last.ingestionId)
                : undefined,
            now,
          }));
        if (isQueued) {
          queued.push(ref);
        }
      } catch (error) {
        logger.warn(`Entity ${ref} could not be compared`, error as Error);
      }
    }
    return queued;
  }

  private async fastRounds(signal: AbortSignal): Promise<void> {
    const end = this.options.now().getTime() + FAST_ROUNDS_MS;
    while (this.options.now().getTime() < end) {
      await sleep(FAST_ROUND_MS, undefined, { signal, ref: false });
      await this.serialised(() => this.reconcile(signal)).catch(error =>
        // The catalog may not be up yet; the schedule goes on after the last of these.
        this.options.logger.debug('The catalog did not answer yet', error),
      );
    }
  }

  /** Rounds and nudges share the maps above: one after the other. */
  private serialised<T>(run: () => Promise<T>): Promise<T> {
    const next = this.work.then(run, run);
    this.work = next.catch(() => {});
    return next;
  }
}

function isOurOwn(entity: Entity): boolean {
  return (
    entity.metadata.annotations?.[ANNOTATION_LOCATION] === REGISTRY_LOCATION
  );
}
