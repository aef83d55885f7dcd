import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  isMlModelEntity,
  NUDGE_TOPIC,
} from '@ml-models/backstage-plugin-ml-models-common';

/**
 * Tells the registry that an MLModel was processed, so that a new or changed one is ingested within seconds and
 * not at the next round of the reconciler. It only nudges: the reconciler decides, from the catalog, what is new.
 */
export class MlModelNudgeProcessor implements CatalogProcessor {
  constructor(private readonly events: EventsService) {}

  getProcessorName(): string {
    return 'MlModelNudgeProcessor';
  }

  async postProcessEntity(entity: Entity): Promise<Entity> {
    if (isMlModelEntity(entity)) {
      // Not awaited, and a failure is not the entity's: the reconciler's schedule finds the change anyway.
      this.events
        .publish({
          topic: NUDGE_TOPIC,
          eventPayload: { modelRef: stringifyEntityRef(entity) },
        })
        .catch(() => undefined);
    }
    return entity;
  }
}
