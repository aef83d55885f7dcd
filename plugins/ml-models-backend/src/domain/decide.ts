import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { adoptModel } from './command/adoptModel';
import { decideReview } from './command/decideReview';
import { observeDeclaration } from './command/observeDeclaration';
import { observeServing } from './command/observeServing';
import { recordAttestation } from './command/recordAttestation';
import { recordDrift } from './command/recordDrift';
import { registerVersion } from './command/registerVersion';
import { recordReread } from './command/recordReread';
import { removeFromCatalog } from './command/removeFromCatalog';
import { renameModel } from './command/renameModel';
import { transitionVersion } from './command/transitionVersion';
import { waiveRequirement } from './command/waiveRequirement';
import type { DecideContext } from './DecideContext';
import { DomainError } from './DomainError';
import type { ModelCommand } from './ModelCommand';
import type { ModelState } from './ModelState';

/**
 * All invariants of a model: which events follow from a command on this state; none when nothing changes.
 * `state` is the model that the command concerns, see `streamOf`. Throws `DomainError`.
 */
export function decide(
  state: ModelState | undefined,
  command: ModelCommand,
  context: DecideContext,
): NewModelEvent[] {
  if (command.type === 'RegisterVersion') {
    return registerVersion(state, command, context);
  }
  if (!state) {
    const modelRef =
      command.type === 'RenameModel' ? command.from : command.modelRef;
    throw new DomainError('MODEL_NOT_FOUND', `no model ${modelRef}`, {
      params: { modelRef },
    });
  }
  switch (command.type) {
    case 'ObserveDeclaration':
      return observeDeclaration(state, command, context);
    case 'RecordReread':
      return recordReread(state, command);
    case 'RecordDrift':
      return recordDrift(state, command, context);
    case 'DecideReview':
      return decideReview(state, command);
    case 'TransitionVersion':
      return transitionVersion(state, command, context);
    case 'WaiveRequirement':
      return waiveRequirement(state, command, context);
    case 'RecordAttestation':
      return recordAttestation(state, command);
    case 'RemoveFromCatalog':
      return removeFromCatalog(state);
    case 'RenameModel':
      return renameModel(state, command);
    case 'AdoptModel':
      return adoptModel(state, command);
    case 'ObserveServing':
      return observeServing(state, command);
    default:
      return command satisfies never;
  }
}
