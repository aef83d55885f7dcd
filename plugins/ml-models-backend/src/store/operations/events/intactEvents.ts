import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { alterationOf } from '../../alterationAlarm';
import { eventOf } from '../../chain';

/** The events of those rows that are what was recorded; for who goes on without the others and says so. */
export function intactEvents(
  rows: readonly Parameters<typeof eventOf>[0][],
): ModelEvent[] {
  return rows.flatMap(row => {
    try {
      return [eventOf(row)];
    } catch (error) {
      if (alterationOf(error)) {
        return [];
      }
      throw error;
    }
  });
}
