import fc from 'fast-check';
import { effectiveTier } from './effectiveTier';
import { compareTiers, RISK_TIERS, RiskTier } from './RiskTier';

const tier = fc.constantFrom<RiskTier>(...RISK_TIERS);
const declared = fc.oneof(tier, fc.constant(undefined), fc.string());

describe('effectiveTier', () => {
  it.each([
    ['tier-1', undefined, undefined, 'tier-1', 'declared'],
    [undefined, undefined, undefined, 'tier-2', 'default'],
    [null, undefined, undefined, 'tier-2', 'default'],
    ['tier-3', 'tier-1', undefined, 'tier-3', 'declared'],
    ['tier-2', 'tier-2', undefined, 'tier-2', 'declared'],
    ['tier-1', 'tier-3', undefined, 'tier-3', 'laxer-needs-review'],
    [undefined, 'tier-3', undefined, 'tier-3', 'laxer-needs-review'],
    ['tier-1', 'tier-3', 'tier-1', 'tier-1', 'laxer-approved'],
    ['tier-1', 'tier-3', 'tier-2', 'tier-2', 'laxer-needs-review'],
    ['tier-3', 'tier-3', 'tier-1', 'tier-3', 'declared'],
    ['high', 'tier-1', 'tier-1', 'tier-3', 'unknown-tier'],
  ] as const)(
    'declared %p after %p with a review for %p is %s: %s',
    (value, previous, approved, expected, reason) => {
      expect(
        effectiveTier({
          declared: value,
          previous,
          approvedReview: approved && { tier: approved },
        }),
      ).toMatchObject({ tier: expected, reason });
    },
  );

  it.each(RISK_TIERS)(
    'counts %s for an unset one where that is the policy',
    defaultTier => {
      expect(effectiveTier({ declared: null, defaultTier })).toMatchObject({
        tier: defaultTier,
        reason: 'default',
      });
      expect(
        effectiveTier({ declared: undefined, defaultTier, previous: 'tier-3' })
          .tier,
      ).toBe('tier-3');
    },
  );

  it('names the laxer tier that waits', () => {
    expect(
      effectiveTier({ declared: 'tier-1', previous: 'tier-3' }),
    ).toMatchObject({
      pending: 'tier-1',
      message:
        'tier-1 is laxer than tier-3; tier-3 counts until a review approves',
    });
  });

  it('refuses a text that is no tier', () => {
    expect(effectiveTier({ declared: 'Tier-1' }).problem).toMatchObject({
      code: 'UNKNOWN_TIER',
      field: 'tier',
      params: { given: 'Tier-1' },
    });
  });

  it('is never laxer than before without a review', () => {
    fc.assert(
      fc.property(declared, tier, (value, previous) => {
        const now = effectiveTier({ declared: value, previous }).tier;
        expect(compareTiers(now, previous)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is never laxer than what is declared, nor than what a review approved', () => {
    fc.assert(
      fc.property(tier, tier, tier, (value, previous, approved) => {
        const now = effectiveTier({
          declared: value,
          previous,
          approvedReview: { tier: approved },
        }).tier;
        expect(compareTiers(now, value)).toBeGreaterThanOrEqual(0);
        const laxened = compareTiers(now, previous) < 0;
        expect(laxened && compareTiers(now, approved) < 0).toBe(false);
      }),
    );
  });

  it('never passes along a history of declarations to a laxer tier', () => {
    fc.assert(
      fc.property(fc.array(declared, { minLength: 1 }), history => {
        let previous: RiskTier | undefined;
        for (const value of history) {
          const { tier: now } = effectiveTier({ declared: value, previous });
          expect(
            compareTiers(now, previous ?? 'tier-1'),
          ).toBeGreaterThanOrEqual(0);
          previous = now;
        }
      }),
    );
  });
});
