import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { DecideContext } from '../DecideContext';
import type { ModelState } from '../ModelState';
import type { CommandOf } from './Command';
import { declarationEvents, tierReviewEvents } from './declarationEvents';

/** The catalog's declaration of a registered model, seen again. */
export function observeDeclaration(
  state: ModelState,
  { declaration }: CommandOf<'ObserveDeclaration'>,
  context: DecideContext,
): NewModelEvent[] {
  const events = declarationEvents(state, declaration, 'catalog');
  if (events.length === 0 || !state.latest) {
    return events;
  }
  const { version, manifestDigest } = state.latest;
  return [
    ...events,
    ...tierReviewEvents(
      state,
      declaration,
      { version, manifest_digest: manifestDigest },
      [state.sequence + 1],
      context,
    ),
  ];
}
