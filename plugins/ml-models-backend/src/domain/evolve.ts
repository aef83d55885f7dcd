import type {
  ModelEvent,
  ModelEventType,
} from '@ml-models/backstage-plugin-ml-models-common';
import { blankModel } from './blankModel';
import { aliasFolds } from './fold/alias';
import { documentFolds } from './fold/documents';
import { governanceFolds } from './fold/governance';
import { identityFolds } from './fold/identity';
import { registrationFolds } from './fold/registration';
import { stageFolds } from './fold/stage';
import type { ModelState } from './ModelState';

type AnyFold = (state: ModelState, event: ModelEvent) => ModelState;

const folds: Readonly<Partial<Record<ModelEventType, unknown>>> = {
  ...registrationFolds,
  ...governanceFolds,
  ...stageFolds,
  ...identityFolds,
  ...aliasFolds,
  ...documentFolds,
};

/**
 * Folds one event into a model's state. Pure and total: an event that a version of this program does not know moves
 * only sequence, position and time. Never changes its arguments.
 */
export function evolve(
  state: ModelState | undefined,
  event: ModelEvent,
): ModelState {
  const before = state ?? blankModel(event.streamId, event.recordedAt);
  // the table's key and the event's type are one, which its type cannot say
  const fold = Object.hasOwn(folds, event.type)
    ? (folds[event.type] as AnyFold)
    : undefined;
  return {
    ...(fold ? fold(before, event) : before),
    sequence: event.sequence,
    position: event.position,
    updatedAt: event.recordedAt,
  };
}
