import { DEFAULT_GOVERNANCE_POLICY } from '@ml-models/model-governance';
import fc from 'fast-check';
import {
  aDeclaration,
  aMeasurement,
  aRegistration,
} from '../../store/__testUtils__/commands';
import { after, at } from '../__testUtils__/after';
import { problemsOf } from '../problems/problemsOf';
import { goodSince } from './goodSince';
import { standingDecision } from './standingDecision';

const policy = DEFAULT_GOVERNANCE_POLICY;
const registered = (tier: 'tier-1' | 'tier-2' | 'tier-3' = 'tier-1') =>
  aRegistration({ declaration: aDeclaration({ tier }) });
const older = '2026-02-20T12:00:00Z';
const newer = '2026-02-25T13:00:00+01:00';
const standing = (...measured: ReturnType<typeof aMeasurement>[]) => {
  const state = after(registered(), ...measured);
  return standingDecision(state, state.versions[0], { at, policy });
};
const good = (measuredAt?: string) => aMeasurement({ score: 0, measuredAt });
const breach = (measuredAt?: string) =>
  aMeasurement({ score: 0.9, measuredAt });
const doubtful = (measuredAt?: string) =>
  aMeasurement({ score: 0, samples: 1, measuredAt });

describe('measurements count in the order in which they were taken', () => {
  it('an older good measurement that is posted later does not erase a breach', () => {
    expect(standing(breach(newer), good(older)).decision).toBe('monitor');
    expect(
      problemsOf(after(registered(), breach(newer), good(older))),
    ).toMatchObject([{ id: 'problem.drift' }]);
    expect(standing(breach(), good(older)).decision).toBe('monitor');
  });

  it('an older breach that is posted later is history: no review, no block', () => {
    for (const tier of ['tier-1', 'tier-2', 'tier-3'] as const) {
      const state = after(registered(tier), good(newer), breach(older));
      expect(state.reviews).toEqual([]);
      expect(state.versions[0].blocked).toBeUndefined();
      const { decision } = standingDecision(state, state.versions[0], {
        at,
        policy,
      });
      expect(decision).toBe('none');
      expect(state.decisions.at(-1)?.reason).toContain('history only');
    }
  });

  it('an older breach stands when what was taken after it decided nothing', () => {
    expect(standing(doubtful(newer), breach(older)).decision).toBe('monitor');
    expect(standing(doubtful(), good(newer), breach(older)).decision).toBe(
      'unknown',
    );
    expect(
      after(registered('tier-2'), doubtful(newer), breach(older)).reviews,
    ).toHaveLength(1);
  });

  it('says since when all is well by the measurement that stands', () => {
    expect(goodSince(standing(good(newer), good(older)))).toBe(
      '2026-02-25T12:00:00.000Z',
    );
  });

  it('any order of the same measurements ends in the same standing decision', () => {
    const measurement = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      metric: fc.constantFrom('drift_score', 'a_custom_metric'),
      score: fc.constantFrom(0, 0.05, 0.5, 0.9),
      samples: fc.constantFrom(undefined, 1, 5000),
    });
    fc.assert(
      fc.property(
        fc.constantFrom<'tier-1' | 'tier-2' | 'tier-3'>(
          'tier-1',
          'tier-2',
          'tier-3',
        ),
        fc
          .uniqueArray(measurement, {
            selector: ({ day }) => day,
            minLength: 2,
            maxLength: 6,
          })
          .chain(measured =>
            fc.tuple(
              fc.constant(measured),
              fc.shuffledSubarray(measured, { minLength: measured.length }),
            ),
          ),
        (tier, orders) => {
          const [one, other] = orders.map(measured => {
            const state = after(
              registered(tier),
              ...measured.map(({ day, ...rest }) =>
                aMeasurement({
                  ...rest,
                  measuredAt: new Date(Date.UTC(2026, 1, day)).toISOString(),
                }),
              ),
            );
            const { blocked: _, ...version } = state.versions[0];
            // a review and a block stand until a person ends them, whatever follows
            return standingDecision({ ...state, reviews: [] }, version, {
              at,
              policy,
            });
          });
          expect(other).toEqual(one);
        },
      ),
    );
  });
});
