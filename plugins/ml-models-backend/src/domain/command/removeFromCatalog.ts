import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelState } from '../ModelState';

/** The entity is gone; the history stays. */
export function removeFromCatalog(state: ModelState): NewModelEvent[] {
  return state.removedFromCatalog
    ? []
    : [{ type: 'ModelRemovedFromCatalog', data: { from: state.modelRef } }];
}
