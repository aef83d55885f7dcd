import { createHash } from 'node:crypto';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  isMlModelEntity,
  NUDGE_TOPIC,
} from '@ml-models/backstage-plugin-ml-models-common';

/** What was processed last, as the catalog keeps it for the entity. */
const PROCESSED = 'processed';

/**
 * Tells the registry that an MLModel is new or changed, so that it is ingested within seconds and not at the next
 * round of the reconciler. It only nudges: the reconciler decides, from the catalog, what is new. The catalog processes
 * every entity again and again; one that is as it was says nothing.
 */
export class MlModelNudgeProcessor implements CatalogProcessor {
  constructor(private readonly events: EventsService) {}

  getProcessorName(): string {
    return 'MlModelNudgeProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: unknown,
    _emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (!isMlModelEntity(entity)) {
      return entity;
    }
    const processed = createHash('sha256')
      .update(JSON.stringify(entity))
      .digest('hex');
    if ((await cache.get<string>(PROCESSED)) !== processed) {
      // Not awaited, and a failure is not the entity's: the reconciler's schedule finds the change anyway.
      this.events
        .publish({
          topic: NUDGE_TOPIC,
          eventPayload: { modelRef: stringifyEntityRef(entity) },
        })
        .catch(() => undefined);
    }
    await cache.set(PROCESSED, processed);
    return entity;
  }
}
