import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { EVENT_TOPIC } from '@ml-models/backstage-plugin-ml-models-common';
import { Publisher } from '../publish/Publisher';
import type { Stores } from '../store/createStores';
import type { RegistryServices } from './RegistryServices';

/** Consumer of the history that publishes to the portal's events. */
const EVENTS_CONSUMER = 'events';

/** Hands the history on to the portal's events, from one replica at a time. */
export function createEventsPublisher(
  { events, logger }: Pick<RegistryServices, 'events' | 'logger'>,
  { models, cursors }: Pick<Stores, 'models' | 'cursors'>,
): Publisher {
  return new Publisher({
    consumer: EVENTS_CONSUMER,
    owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    models,
    cursors,
    deliver: event =>
      events.publish({
        topic: EVENT_TOPIC,
        eventPayload: event,
        metadata: { type: event.type },
      }),
    logger,
  });
}
