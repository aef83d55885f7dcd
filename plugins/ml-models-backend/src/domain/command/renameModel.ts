import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { isSameSource } from '../declaredFrom';
import { DomainError } from '../DomainError';
import type { ModelState } from '../ModelState';
import type { CommandOf } from './Command';

/** Accepted from the source that declares the owner, once the old reference is gone from the catalog. */
export function renameModel(
  state: ModelState,
  command: CommandOf<'RenameModel'>,
): NewModelEvent[] {
  if (state.modelRef === command.to) {
    return [];
  }
  if (state.modelRef !== command.from) {
    throw new DomainError(
      'MODEL_NOT_FOUND',
      `${command.from} is ${state.modelRef} now`,
      { params: { modelRef: command.from } },
    );
  }
  if (state.owner !== command.owner) {
    throw new DomainError(
      'NOT_THE_OWNER',
      `${command.from} belongs to ${state.owner}, ${command.to} to ${command.owner}; it has to be adopted`,
      { params: { from: state.owner, to: command.owner } },
    );
  }
  if (!isSameSource(state.ownerSource, command.location)) {
    throw new DomainError(
      'NOT_THE_OWNER',
      `${command.to} is not declared where ${command.from} was; it has to be adopted`,
      { params: { from: command.from, to: command.to } },
    );
  }
  return [
    { type: 'ModelRenamed', data: { from: command.from, to: command.to } },
  ];
}
