import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { evolve } from '../../../domain/evolve';
import type { ModelCommand } from '../../../domain/ModelCommand';
import type { ModelState } from '../../../domain/ModelState';
import { plan, subjectOf, takenRefOf } from '../../../domain/plan';
import type { ExecuteContext } from '../../ModelStore';
import { appendEvents } from '../events/appendEvents';
import { loadState } from './loadState';
import { lockHead } from '../events/lockHead';
import { isPassed, passFence } from '../ingestions/passFence';
import { saveDocuments } from '../documents/saveDocuments';
import { saveProjections } from '../projections/saveProjections';

export interface Executed {
  state: ModelState;
  events: ModelEvent[];
  /** global position after it */
  position: number;
}

/** Decides, appends and projects one command. Runs alone from its first statement to its commit. */
export async function execute(
  trx: Knex.Transaction,
  command: ModelCommand,
  context: ExecuteContext,
  {
    clock,
    newId,
    again,
  }: {
    clock?: () => Date;
    newId: () => string;
    /** an earlier try may have committed */
    again: boolean;
  },
): Promise<Executed> {
  const head = await lockHead(trx);
  if (again && context.fence && (await isPassed(trx, context.fence))) {
    const state = await loadState(trx, subjectOf(command));
    if (state) {
      return { state, events: [], position: head.position };
    }
  }
  const now = clock?.() ?? head.now;
  const at = laterOf(now.toISOString(), head.recordedAt);
  const takenRef = takenRefOf(command);
  const plans = plan(
    command,
    {
      found: await loadState(trx, subjectOf(command)),
      holder:
        takenRef === undefined
          ? undefined
          : await loadState(trx, { modelRef: takenRef }),
    },
    { by: context.by, at, newId },
  ).map(({ state, events }) => ({
    state,
    events,
    streamId: state?.id ?? `mdl-${newId()}`,
    sequence: state?.sequence ?? 0,
  }));
  if (context.fence) {
    await passFence(trx, context.fence, command, at);
  }
  await saveDocuments(trx, context.documents ?? []);
  const events = await appendEvents(trx, head, plans, {
    by: context.by,
    at,
    newId,
  });
  const changes = plans.flatMap(({ state: before, streamId }) => {
    const own = events.filter(event => event.streamId === streamId);
    const state = own.reduce(evolve, before);
    return state ? [{ before, state, events: own }] : [];
  });
  await saveProjections(
    trx,
    changes.filter(change => change.events.length > 0),
  );
  const state = changes.at(-1)?.state;
  if (!state) {
    throw new TypeError(`${command.type} left no model`);
  }
  return { state, events, position: events.at(-1)?.position ?? head.position };
}

/** Both RFC 3339 UTC of one width, so text order is time order. */
function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
