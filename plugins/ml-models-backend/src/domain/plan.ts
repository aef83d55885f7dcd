import type { NewModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { decide } from './decide';
import type { DecideContext } from './DecideContext';
import { DomainError } from './DomainError';
import type { ModelCommand } from './ModelCommand';
import type { ModelState } from './ModelState';
import { checkOwner } from './ownership';

/** Events for one stream; without a state a new one begins. */
export interface StreamPlan {
  state: ModelState | undefined;
  events: NewModelEvent[];
}

export type ModelKey = { modelRef: string } | { id: string };

/** The model that a command is about. */
export function subjectOf(command: ModelCommand): ModelKey {
  switch (command.type) {
    case 'RenameModel':
      return { modelRef: command.from };
    case 'AdoptModel':
      return { id: command.modelId };
    default:
      return { modelRef: command.modelRef };
  }
}

/** The reference that a command takes from whoever holds it. */
export function takenRefOf(command: ModelCommand): string | undefined {
  switch (command.type) {
    case 'RenameModel':
      return command.to;
    case 'AdoptModel':
      return command.modelRef;
    default:
      return undefined;
  }
}

/**
 * What a command does to which streams, the command's own last. `found` is the model that `subjectOf` names, `holder`
 * the one that holds `takenRefOf` so far. Throws `DomainError`.
 */
export function plan(
  command: ModelCommand,
  { found, holder }: { found?: ModelState; holder?: ModelState },
  context: DecideContext,
): StreamPlan[] {
  if (command.type === 'RegisterVersion') {
    checkOwner(found, command.declaration, command.trigger);
  }
  if (command.type === 'ObserveDeclaration') {
    checkOwner(found, command.declaration, 'catalog');
  }
  const state = continued(found, command);
  const events = decide(state, command, context);
  const others =
    holder && holder.id !== state?.id && !holder.removedFromCatalog
      ? [holder].filter(other => other.modelRef === takenRefOf(command))
      : [];
  if (others.length > 0 && command.type === 'RenameModel') {
    throw new DomainError(
      'REF_TAKEN',
      `${command.to} is another model already; adopt the history of ${command.from} instead`,
      { params: { from: command.from, to: command.to } },
    );
  }
  return [
    ...others.map(other => ({
      state: other,
      events: decide(
        other,
        { type: 'RemoveFromCatalog', modelRef: other.modelRef },
        context,
      ),
    })),
    {
      state,
      events: events.map(event =>
        event.type === 'ModelAdopted' && others.length > 0
          ? {
              ...event,
              data: { ...event.data, ...replaced(others[0], event.data.to) },
            }
          : event,
      ),
    },
  ];
}

/**
 * A reference that comes back with the same owner continues its model. With another owner, or when its model goes by
 * another reference now, a registration begins a new one, and a declaration concerns none.
 */
function continued(
  found: ModelState | undefined,
  command: ModelCommand,
): ModelState | undefined {
  if (
    command.type !== 'RegisterVersion' &&
    command.type !== 'ObserveDeclaration'
  ) {
    return found;
  }
  return found?.modelRef === command.modelRef &&
    (!found.removedFromCatalog || found.owner === command.declaration.owner)
    ? found
    : undefined;
}

/** The newer model that an adoption takes its reference from knows where the new owner is declared. */
function replaced(
  { id, owner, ownerSource }: ModelState,
  to: string,
): { replaces: string; location?: string } {
  return {
    replaces: id,
    ...(owner === to && ownerSource && { location: ownerSource }),
  };
}
