import fc from 'fast-check';
import { EMPTY_HASH } from '../chain';
import type { Fence } from '../ModelStore';
import type { ModelCommand } from '../../domain/ModelCommand';
import type { ModelState } from '../../domain/ModelState';
import { anyCommand } from '../__testUtils__/anyCommand';
import { aMeasurement, aRegistration } from '../__testUtils__/commands';
import type { ChainEnd } from './numberEvents';
import { BatchPlan, ClaimState, planBatch } from './planBatch';
import type { Outcome, Submission } from './Submission';

const by = 'user:default/ada';
const at = '2026-03-01T12:00:00.000Z';
const START: ChainEnd = { position: 0, headHash: EMPTY_HASH };

/** An id says for what it was the how manieth, so that a refusal before it changes none. */
function counter(): () => string {
  let count = 0;
  return () => `${(count += 1)}`;
}

const submit = (command: ModelCommand): Submission => ({
  command,
  context: { by },
});

function planOf(
  submissions: Submission[],
  {
    end = START,
    states = [] as ModelState[],
    claimOf = (() => 'held') as (fence: Fence) => ClaimState,
    newId = counter(),
  } = {},
): BatchPlan {
  return planBatch(submissions, { end, states, claimOf }, { at, newId });
}

/** Each command in a batch of its own, over states as the database gives them back. */
function oneAfterAnother(submissions: Submission[]) {
  const newId = counter();
  const states = new Map<string, ModelState>();
  const outcomes: Outcome[] = [];
  const rows: BatchPlan['rows'] = [];
  let end = START;
  for (const submission of submissions) {
    const planned = planOf([submission], {
      end,
      states: [...states.values()],
      newId,
    });
    outcomes.push(...planned.outcomes);
    rows.push(...planned.rows);
    end = planned.end;
    planned.changes.forEach(({ state }) =>
      states.set(state.id, JSON.parse(JSON.stringify(state))),
    );
  }
  return { outcomes, rows, end, states };
}

const said = (outcomes: Outcome[]) =>
  outcomes.map(outcome =>
    'error' in outcome
      ? String(outcome.error)
      : JSON.parse(JSON.stringify(outcome)),
  );

describe('planBatch', () => {
  it('P3: a batch gives exactly the events that one command after another gives', () => {
    fc.assert(
      fc.property(
        fc.array(anyCommand(3), { minLength: 2, maxLength: 40 }),
        commands => {
          const submissions = commands.map(submit);
          const apart = oneAfterAnother(submissions);
          const batch = planOf(submissions);
          expect(batch.rows).toEqual(apart.rows);
          expect(batch.end).toEqual(apart.end);
          expect(said(batch.outcomes)).toEqual(said(apart.outcomes));
          expect(
            batch.changes.map(({ state }) => JSON.parse(JSON.stringify(state))),
          ).toEqual(
            batch.changes.map(({ state }) => apart.states.get(state.id)),
          );
        },
      ),
      { seed: 20261129, numRuns: 150 },
    );
  });

  it('P3: what a batch did to a model is one change, from before its first command to after its last', () => {
    const { changes } = planOf([
      submit(aRegistration()),
      submit(aMeasurement({ score: 0.02 })),
      submit(aMeasurement({ score: 0.07 })),
    ]);
    expect(changes).toHaveLength(1);
    expect(changes[0].before).toBeUndefined();
    expect(changes[0].events.map(({ sequence }) => sequence)).toEqual(
      changes[0].events.map((_, index) => index + 1),
    );
    expect(changes[0].state.sequence).toBe(changes[0].events.length);
  });

  it('P3: a refused command leaves no gap in the positions of the others', () => {
    const { outcomes, rows, accepted } = planOf([
      submit(aRegistration()),
      submit(aMeasurement({ version: 'v9' })),
      submit(aMeasurement()),
    ]);
    expect(outcomes[1]).toMatchObject({ error: { code: 'VERSION_NOT_FOUND' } });
    expect(accepted).toHaveLength(2);
    expect(rows.map(({ position }) => position)).toEqual(
      rows.map((_, index) => index + 1),
    );
  });

  const fence = { ingestionId: 'ing-1', token: 1 };
  const fenced = (again?: true): Submission => ({
    command: aRegistration(),
    context: { by, fence },
    ...(again && { again }),
  });

  it('P3: a claim commits once in a batch', () => {
    const { outcomes } = planOf([fenced(), fenced()]);
    expect(outcomes[0]).toMatchObject({ state: { sequence: 5 } });
    expect(outcomes[1]).toMatchObject({ error: { code: 'STALE_CLAIM' } });
  });

  it('P3: a claim whose first try came through is told its model and adds nothing', () => {
    const first = planOf([fenced()]);
    const known = {
      end: first.end,
      states: first.changes.map(({ state }) => state),
      claimOf: () => 'passed' as const,
    };
    const second = planOf([fenced(true)], known);
    expect(second.outcomes).toEqual([{ state: known.states[0], events: [] }]);
    expect(second.accepted).toEqual([]);
    expect(planOf([fenced()], known).outcomes).toMatchObject([
      { error: { code: 'STALE_CLAIM' } },
    ]);
  });
});
