import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../DomainError';
import type { ModelState } from '../ModelState';
import type { CommandOf } from './Command';

/**
 * `state`, which has lost its entity, goes on under the command's reference with a new owner. The store first takes
 * the reference from whoever holds it.
 */
export function adoptModel(
  state: ModelState,
  command: CommandOf<'AdoptModel'>,
): NewModelEvent[] {
  if (
    state.modelRef === command.modelRef &&
    state.owner === command.owner &&
    !state.removedFromCatalog
  ) {
    return [];
  }
  if (!state.removedFromCatalog) {
    throw new DomainError(
      'REF_TAKEN',
      `${state.modelRef} is still in the catalog; nobody can adopt its history`,
      { params: { modelRef: state.modelRef } },
    );
  }
  return [
    {
      type: 'ModelAdopted',
      data: {
        from: state.owner,
        to: command.owner,
        model_ref: command.modelRef,
      },
    },
  ];
}
