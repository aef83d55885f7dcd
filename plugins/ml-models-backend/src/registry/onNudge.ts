import type { EventsService } from '@backstage/plugin-events-node';
import { NUDGE_TOPIC } from '@ml-models/backstage-plugin-ml-models-common';

/** Calls with the reference of each model whose entity the catalog says it has processed. */
export function onNudge(
  events: EventsService,
  nudged: (modelRef: string) => void,
): Promise<void> {
  return events.subscribe({
    id: 'ml-models-nudge',
    topics: [NUDGE_TOPIC],
    onEvent: async ({ eventPayload }) => {
      const modelRef = modelRefOfNudge(eventPayload);
      if (modelRef) {
        nudged(modelRef);
      }
    },
  });
}

function modelRefOfNudge(payload: unknown): string | undefined {
  return typeof payload === 'object' &&
    payload !== null &&
    'modelRef' in payload &&
    typeof payload.modelRef === 'string'
    ? payload.modelRef
    : undefined;
}
