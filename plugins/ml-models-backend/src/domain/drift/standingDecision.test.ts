import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import fc from 'fast-check';
import {
  aDeclaration,
  aDocument,
  aMeasurement,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import type { ModelCommand } from '../ModelCommand';
import type { ModelState } from '../ModelState';
import { problemsOf } from '../problems/problemsOf';
import { riskRank } from '../risk';
import { driftVerdict, metricVerdicts } from '../views/driftVerdict';
import { standingDecision } from './standingDecision';

const policy = {
  ...DEFAULT_GOVERNANCE_POLICY,
  drift: {
    ...DEFAULT_GOVERNANCE_POLICY.drift,
    thresholds: {
      ...DEFAULT_GOVERNANCE_POLICY.drift.thresholds,
      psi: { 'tier-1': 0.3, 'tier-2': 0.2, 'tier-3': 0.1 },
    },
  },
};
const clock = { at, policy };
const registered = (tier: 'tier-1' | 'tier-2' | 'tier-3' = 'tier-2') =>
  aRegistration({ declaration: aDeclaration({ tier }) });
const measured = (changes: Parameters<typeof aMeasurement>[0]) =>
  aMeasurement({ policy, ...changes });
const decision = (state: ModelState, now: string = at) =>
  standingDecision(state, state.versions[0], { at: now, policy }).decision;
const drift = (state: ModelState, now: string = at) =>
  driftVerdict(state, state.versions[0], { at: now, policy });

describe('P7: a good measurement counts only with enough behind it', () => {
  it.each([
    ['samples not stated', { samples: undefined }, 'trust.drift.no-samples'],
    ['one sample', { samples: 1 }, 'trust.drift.too-few'],
    [
      'measured long ago',
      { measuredAt: '2025-01-01T00:00:00Z' },
      'trust.drift.too-old',
    ],
  ])('%s: unknown', (_, given, id) => {
    const state = after(registered(), measured({ score: 0, ...given }));
    expect(decision(state)).toBe('unknown');
    expect(drift(state)).toMatchObject({ level: 'unknown', id });
  });

  it('does not stay good for ever: after its time it is unknown again', () => {
    const state = after(registered(), measured({ score: 0.01 }));
    expect(decision(state, '2026-03-31T12:00:00.000Z')).toBe('none');
    expect(decision(state, '2026-03-31T12:00:00.001Z')).toBe('unknown');
    expect(drift(state, '2026-04-30T00:00:00Z')).toMatchObject({
      level: 'unknown',
      id: 'trust.drift.too-old',
    });
    expect(
      decision(
        after(registered(), measured({ score: 0.5 })),
        '2030-01-01T00:00:00Z',
      ),
    ).toBe('review');
  });

  it('says nothing of a day before it was measured', () => {
    const state = after(registered(), measured({ score: 0.01 }));
    expect(drift(state, '2026-02-01T00:00:00Z')).toMatchObject({
      level: 'unknown',
      id: 'trust.drift.future',
    });
  });

  it('does not stay good when a stricter tier counts', () => {
    const state = after(registered('tier-1'), measured({ score: 0.1 }), {
      type: 'ObserveDeclaration',
      modelRef: 'mlmodel:default/lora',
      declaration: aDeclaration({ tier: 'tier-3' }),
    });
    expect(decision(state)).toBe('unknown');
  });
});

describe('P8: no other measurement erases a decision', () => {
  const psi = { metric: 'psi', score: 0 };
  const custom = { metric: 'a_custom_metric', score: 7 };

  it.each([psi, custom])('an open review and a block win over %p', other => {
    const reviewed = after(
      registered(),
      measured({ score: 0.5 }),
      measured({ score: 0 }),
      measured(other),
    );
    expect(decision(reviewed)).toBe('review');
    expect(drift(reviewed)).toMatchObject({
      word: 'review open',
      level: 'measured',
      concern: 'attention',
    });
    const blocked = after(
      registered('tier-3'),
      measured({ score: 0.5 }),
      measured({ score: 0 }),
      measured(other),
    );
    expect(decision(blocked)).toBe('block');
    expect(drift(blocked)).toMatchObject({ word: 'blocked', concern: 'bad' });
  });

  it('gives each metric its own verdict, with its name and threshold', () => {
    const state = after(
      registered('tier-1'),
      measured({ score: 0.5 }),
      measured(psi),
      measured(custom),
    );
    expect(metricVerdicts(state, state.versions[0], clock)).toMatchObject([
      {
        metric: 'a_custom_metric',
        threshold: null,
        verdict: { word: 'no threshold', level: 'unknown' },
      },
      {
        metric: 'drift_score',
        threshold: 0.15,
        samples: 5000,
        verdict: { word: 'above threshold', concern: 'attention' },
      },
      {
        metric: 'psi',
        threshold: 0.3,
        verdict: { word: 'within threshold', level: 'measured' },
      },
    ]);
    expect(decision(state)).toBe('monitor');
  });

  it('keeps a breach until a measurement that counts contradicts it', () => {
    const breached = [registered('tier-1'), measured({ score: 0.5 })];
    const doubtful = [...breached, measured({ score: 0, samples: 1 })];
    expect(decision(after(...doubtful))).toBe('monitor');
    expect(problemsOf(after(...doubtful)).map(({ id }) => id)).toEqual([
      'problem.drift',
    ]);
    expect(decision(after(...doubtful, measured({ score: 0 })))).toBe('none');
  });

  it('an approved review lets the breach be watched, whatever came after it', () => {
    const state = after(
      registered(),
      measured({ score: 0.5 }),
      measured({ score: 0, samples: 1 }),
      {
        type: 'DecideReview',
        modelRef: 'mlmodel:default/lora',
        version: 'v1',
        reviewId: 'rev-1',
        decision: 'approve',
        comment: aDocument('looked at').reference,
      },
    );
    expect(decision(state)).toBe('monitor');
  });

  it('posting any measurement of one metric never improves what another said', () => {
    const measurement = fc.record({
      metric: fc.constantFrom('drift_score', 'psi', 'a_custom_metric'),
      score: fc.constantFrom(0, 0.05, 0.1, 0.25, 0.9),
      samples: fc.constantFrom(undefined, 1, 150, 5000),
    });
    fc.assert(
      fc.property(
        fc.constantFrom<'tier-1' | 'tier-2' | 'tier-3'>(
          'tier-1',
          'tier-2',
          'tier-3',
        ),
        fc.array(measurement, { minLength: 1, maxLength: 5 }),
        measurement,
        (tier, posted, other) => {
          const before: ModelCommand[] = [
            registered(tier),
            ...posted
              .filter(({ metric }) => metric !== other.metric)
              .map(measured),
          ];
          fc.pre(before.length > 1);
          const was = after(...before);
          const is = after(...before, measured(other));
          const metrics = (state: ModelState) =>
            metricVerdicts(state, state.versions[0], clock).filter(
              ({ metric }) => metric !== other.metric,
            );
          expect(metrics(is)).toEqual(metrics(was));
          const standing = standingDecision(was, was.versions[0], clock);
          const isDecided = standing.metric?.doubt !== 'no-threshold';
          expect(
            !isDecided || riskRank(decision(is)) >= riskRank(decision(was)),
          ).toBe(true);
          expect(problemsOf(is).length).toBeGreaterThanOrEqual(
            problemsOf(was).length,
          );
        },
      ),
    );
  });
});
