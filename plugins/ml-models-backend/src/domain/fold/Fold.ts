import type {
  ModelEvent,
  ModelEventType,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { DecisionState, ModelState, VersionState } from '../ModelState';
import { MAX_DECISIONS } from '../limits';

export type EventOf<T extends ModelEventType> = Extract<
  ModelEvent,
  { type: T }
>;

/** What events of some types change; position, sequence and time are the caller's. */
export type Folds<T extends ModelEventType> = {
  [K in T]: (state: ModelState, event: EventOf<K>) => ModelState;
};

/** Changes the version that an event names by its bytes; an unknown one changes nothing. */
export function withVersion(
  state: ModelState,
  manifestDigest: string | undefined,
  change: (version: VersionState) => VersionState,
): ModelState {
  const index = state.versions.findIndex(
    version => version.manifestDigest === manifestDigest,
  );
  if (index < 0) {
    return state;
  }
  const versions = [...state.versions];
  versions[index] = change(versions[index]);
  return { ...state, versions };
}

export function withDecision(
  state: ModelState,
  event: ModelEvent,
  decision: Omit<DecisionState, 'type' | 'at' | 'by'>,
): ModelState {
  const next: DecisionState = {
    type: event.type,
    ...decision,
    at: event.recordedAt,
    by: event.actor,
  };
  return {
    ...state,
    decisions: [...state.decisions, next].slice(-MAX_DECISIONS),
  };
}
