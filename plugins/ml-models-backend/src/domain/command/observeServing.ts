import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../ModelState';
import type { CommandOf } from './Command';

/** Changes of meaning that a look at the clusters found; the observer compares, so each of them is news. */
export function observeServing(
  _state: ModelState,
  { changes }: CommandOf<'ObserveServing'>,
): NewModelEvent[] {
  return changes;
}
