import type {
  ModelEvent,
  NewModelEvent,
} from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../../domain/DomainError';
import { evolve } from '../../domain/evolve';
import { faultAmong } from '../../domain/faults';
import type { ModelState } from '../../domain/ModelState';
import { documentsOf } from '../../domain/project';
import { plan, subjectOf, takenRefOf } from '../../domain/plan';
import type { Erasure } from '../operations/documents/readErasure';
import { EventRow, writtenEvent } from '../chain';
import type { Fence } from '../ModelStore';
import { KnownModels } from './KnownModels';
import { ChainEnd, numberEvents } from './numberEvents';
import type { Outcome, Submission } from './Submission';

/** One model that a batch has touched. */
export interface ModelChange {
  /** as it stood when the transaction began; `undefined` for a new one */
  before: ModelState | undefined;
  state: ModelState;
  /** what happened to it in between, in order, at least one */
  events: readonly ModelEvent[];
}

/** A claim may commit while it is `held`, and has when it `passed`. */
export type ClaimState = 'held' | 'passed' | 'stale';

/** What several commands, one after the other, do to the history. */
export interface BatchPlan {
  /** in the order of the submissions */
  outcomes: Outcome[];
  /** those that were not refused and had not committed before */
  accepted: Submission[];
  /** events of all that were not refused, in order */
  rows: EventRow[];
  end: ChainEnd;
  changes: ModelChange[];
}

/**
 * Decides each command over the models as the ones before it leave them: the same events as if each had been alone. One
 * that is refused changes nothing and takes nobody with it. `states` are all models that the commands name. Pure.
 */
export function planBatch(
  submissions: readonly Submission[],
  {
    end: begin,
    states,
    claimOf,
    erasures = new Map(),
  }: {
    end: ChainEnd;
    states: readonly ModelState[];
    claimOf: (fence: Fence) => ClaimState;
    /** of the documents that the commands name, by digest */
    erasures?: ReadonlyMap<string, Erasure>;
  },
  { at, newId }: { at: string; newId: () => string },
): BatchPlan {
  const models = new KnownModels(states);
  const changes = new Map<string, ModelChange>();
  const passed = new Set<string>();
  const accepted: Submission[] = [];
  const rows: EventRow[] = [];
  let end = begin;

  const decide = (submission: Submission): Outcome => {
    const { command, context, again } = submission;
    const { by, fence } = context;
    const found = models.find(subjectOf(command));
    if (again && fence && claimOf(fence) === 'passed' && found) {
      return { state: found, events: [] };
    }
    const takenRef = takenRefOf(command);
    const streams = plan(
      command,
      {
        found,
        holder:
          takenRef === undefined
            ? undefined
            : models.find({ modelRef: takenRef }),
      },
      { by, at, newId },
    ).map(({ state, events }) => ({
      state,
      events: [...events, ...erasuresOf(state, events, erasures)],
      streamId: state?.id ?? `mdl-${newId()}`,
      sequence: state?.sequence ?? 0,
    }));
    if (fence && (passed.has(fence.ingestionId) || claimOf(fence) !== 'held')) {
      throw staleClaim(fence);
    }
    const numbered = numberEvents(end, streams, { by, at, newId });
    const events = numbered.rows.map(writtenEvent);
    const touched = streams.flatMap(({ state: before, streamId }) => {
      const own = events.filter(event => event.streamId === streamId);
      const state = own.reduce(evolve, before);
      return state ? [{ before, state, events: own }] : [];
    });
    const state = touched.at(-1)?.state;
    if (!state) {
      throw new TypeError(`${command.type} left no model`);
    }
    // nothing below can fail
    if (fence) {
      passed.add(fence.ingestionId);
    }
    accepted.push(submission);
    end = numbered.end;
    rows.push(...numbered.rows);
    for (const change of touched.filter(each => each.events.length > 0)) {
      models.set(change.state);
      const { id } = change.state;
      const earlier = changes.get(id);
      changes.set(id, {
        before: earlier ? earlier.before : change.before,
        state: change.state,
        events: [...(earlier?.events ?? []), ...change.events],
      });
    }
    return { state, events };
  };

  const outcomes = submissions.map(submission => {
    try {
      return decide(submission);
    } catch (error) {
      return { error };
    }
  });
  return { outcomes, accepted, rows, end, changes: [...changes.values()] };
}

/** A model that names a document after it was erased says so itself. */
function erasuresOf(
  state: ModelState | undefined,
  events: readonly NewModelEvent[],
  erasures: ReadonlyMap<string, Erasure>,
): NewModelEvent[] {
  if (erasures.size === 0) {
    return [];
  }
  return [...new Set(events.flatMap(documentsOf))].flatMap(document => {
    const erasure = erasures.get(document);
    return erasure && !faultAmong(state?.faults, [document])
      ? {
          type: 'DocumentErased' as const,
          data: { document, reason: erasure.reason, erased_at: erasure.at },
        }
      : [];
  });
}

function staleClaim({ ingestionId, token }: Fence): DomainError {
  return new DomainError(
    'STALE_CLAIM',
    `ingestion ${ingestionId} is not held by claim ${token} any more`,
    { params: { ingestionId, token } },
  );
}
