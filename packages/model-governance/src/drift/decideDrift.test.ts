import fc from 'fast-check';
import { GovernanceError } from '../GovernanceError';
import {
  DEFAULT_GOVERNANCE_POLICY,
  DRIFT_SCORE_METRIC,
} from '../policy/GovernancePolicy';
import {
  compareTiers,
  RISK_TIERS,
  RiskTier,
  tierActions,
} from '../tier/RiskTier';
import { decideDrift } from './decideDrift';

const { thresholds } = DEFAULT_GOVERNANCE_POLICY.drift;
const decide = (tier: RiskTier, score: number, metric = DRIFT_SCORE_METRIC) =>
  decideDrift({ metric, score, tier, thresholds });

describe('decideDrift', () => {
  it.each<[RiskTier, number, string]>([
    ['tier-1', 0.15, 'none'],
    ['tier-1', 0.150001, 'monitor'],
    ['tier-2', 0.08, 'none'],
    ['tier-2', 0.081, 'review'],
    ['tier-3', 0.03, 'none'],
    ['tier-3', 0.031, 'block'],
    ['tier-3', 0, 'none'],
    ['tier-3', 1, 'block'],
  ])('%s at %d: %s', (tier, score, action) => {
    expect(decide(tier, score)).toMatchObject({
      action,
      tier,
      score,
      metric: 'drift_score',
      threshold: thresholds.drift_score[tier],
    });
  });

  it('says why', () => {
    expect(decide('tier-3', 0.031)).toMatchObject({
      reason: 'drift_score 0.031 is above 0.03, the threshold of tier-3: block',
      params: {
        metric: 'drift_score',
        score: 0.031,
        tier: 'tier-3',
        threshold: 0.03,
      },
    });
  });

  it.each(['psi', '__proto__', 'constructor', 'toString'])(
    'decides nothing for %s, which has no threshold',
    metric => {
      expect(decide('tier-3', 7, metric)).toMatchObject({
        action: 'unknown',
        threshold: null,
      });
    },
  );

  it('takes the own threshold of another metric, beyond 1 too', () => {
    const psi = { 'tier-1': 5, 'tier-2': 3, 'tier-3': 2 };
    expect(
      decideDrift({
        metric: 'psi',
        score: 4,
        tier: 'tier-2',
        thresholds: { psi },
      }),
    ).toMatchObject({ action: 'review', threshold: 3 });
  });

  it.each([NaN, Infinity, -Infinity, -0.001, 1.001])('refuses %d', score => {
    expect(() => decide('tier-1', score)).toThrow(GovernanceError);
    expect(() => decide('tier-1', score)).toThrow(
      expect.objectContaining({ code: 'INVALID_SCORE' }),
    );
  });

  it('refuses a score that is no number and a tier that is none', () => {
    expect(() =>
      decideDrift({
        ...JSON.parse('{"score":"0.1"}'),
        metric: 'drift_score',
        tier: 'tier-1',
        thresholds,
      }),
    ).toThrow(expect.objectContaining({ code: 'INVALID_SCORE' }));
    expect(() =>
      decideDrift({
        ...JSON.parse('{"tier":"tier-9"}'),
        metric: 'drift_score',
        score: 0.1,
        thresholds,
      }),
    ).toThrow(expect.objectContaining({ code: 'UNKNOWN_TIER' }));
  });

  describe('P7: what stands behind a score', () => {
    const at = '2026-03-01T00:00:00Z';
    const behind = (
      score: number,
      given: { samples?: number; measuredAt?: string },
    ) =>
      decideDrift({
        metric: DRIFT_SCORE_METRIC,
        score,
        tier: 'tier-3',
        thresholds,
        behind: {
          measuredAt: at,
          ...given,
          at,
          demands: DEFAULT_GOVERNANCE_POLICY.drift.demands,
        },
      });
    const poor: [string, { samples?: number; measuredAt?: string }][] = [
      ['no-samples', {}],
      ['too-few', { samples: 1 }],
      ['too-few', { samples: 299 }],
      ['too-old', { samples: 300, measuredAt: '2026-02-21T23:59:59Z' }],
      ['too-old', { samples: 300, measuredAt: 'yesterday' }],
      ['future', { samples: 300, measuredAt: '9999-01-01T00:00:00Z' }],
    ];

    it.each(poor)('is %s: unknown, with the reason', (doubt, given) => {
      expect(behind(0.01, given)).toMatchObject({
        action: 'unknown',
        threshold: 0.03,
        params: { doubt },
      });
    });

    it.each(poor)('is %s: excuses no breach', (_, given) => {
      expect(behind(0.031, given).action).toBe('block');
    });

    it('is enough: none', () => {
      expect(
        behind(0.03, { samples: 300, measuredAt: '2026-02-22T00:00:00Z' })
          .action,
      ).toBe('none');
    });
  });

  it('writes -0 as 0', () => {
    expect(Object.is(decide('tier-1', -0).score, 0)).toBe(true);
  });

  const tier = fc.constantFrom<RiskTier>(...RISK_TIERS);
  const score = fc.double({ min: 0, max: 1, noNaN: true });

  it('breaches exactly above the threshold', () => {
    fc.assert(
      fc.property(tier, score, (of, value) => {
        const limit = thresholds.drift_score[of];
        expect(decide(of, value).action).toBe(
          value > limit ? tierActions[of] : 'none',
        );
        expect(decide(of, limit).action).toBe('none');
      }),
    );
  });

  it('lets no stricter tier pass what a laxer one does not', () => {
    fc.assert(
      fc.property(tier, tier, score, (a, b, value) => {
        fc.pre(compareTiers(a, b) <= 0);
        const breaches = (of: RiskTier) => decide(of, value).action !== 'none';
        expect(breaches(a) && !breaches(b)).toBe(false);
      }),
    );
  });
});
