import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { evolve } from '../domain/evolve';
import type { ModelState } from '../domain/ModelState';
import { alteredEvent } from './chain';

/**
 * The state after the next event of its stream. Throws `EVENT_ALTERED` when one before it is gone: what is folded
 * without it never was.
 */
export function foldEvent(
  state: ModelState | undefined,
  event: ModelEvent,
): ModelState | undefined {
  const sequence = (state?.sequence ?? 0) + 1;
  if (event.sequence !== sequence) {
    throw alteredEvent(
      event.position,
      `sequence ${sequence} of ${event.streamId} is missing before event ${event.position}; what its model is, is unknown`,
    );
  }
  return evolve(state, event);
}
