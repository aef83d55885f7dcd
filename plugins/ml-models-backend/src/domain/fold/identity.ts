import type { ModelState } from '../ModelState';
import { Folds, withDecision } from './Fold';

/** The model holds `modelRef` from `position` on. */
export function takeReference(
  state: ModelState,
  modelRef: string,
  position: number,
): ModelState {
  return {
    ...state,
    modelRef,
    removedFromCatalog: false,
    refs: [...state.refs, { modelRef, since: position }],
    formerRefs:
      state.modelRef === '' ||
      state.modelRef === modelRef ||
      state.formerRefs.includes(state.modelRef)
        ? state.formerRefs
        : [...state.formerRefs, state.modelRef],
  };
}

export const identityFolds: Folds<
  'ModelRenamed' | 'ModelRemovedFromCatalog' | 'ModelAdopted'
> = {
  ModelRenamed: (state, event) =>
    withDecision(takeReference(state, event.data.to, event.position), event, {
      reason: `renamed from ${event.data.from} to ${event.data.to}`,
    }),
  ModelRemovedFromCatalog: state => ({ ...state, removedFromCatalog: true }),
  ModelAdopted: (state, event) =>
    withDecision(
      takeReference(
        {
          ...withoutSource(state),
          owner: event.data.to,
          ...(event.data.location !== undefined && {
            ownerSource: event.data.location,
          }),
        },
        event.data.model_ref ?? state.modelRef,
        event.position,
      ),
      event,
      { reason: `adopted by ${event.data.to} from ${event.data.from}` },
    ),
};

/** The next declaration of a new owner says where it is declared. */
function withoutSource({ ownerSource: _, ...state }: ModelState): ModelState {
  return state;
}
