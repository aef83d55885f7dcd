import fc from 'fast-check';
import { GovernanceError } from '../GovernanceError';
import {
  compareTiers,
  isRiskTier,
  laxest,
  parseTier,
  RISK_TIERS,
  RiskTier,
  strictest,
  tierActions,
} from './RiskTier';

const tier = fc.constantFrom<RiskTier>(...RISK_TIERS);

describe('RiskTier', () => {
  it('has one action each', () => {
    expect(tierActions).toEqual({
      'tier-1': 'monitor',
      'tier-2': 'review',
      'tier-3': 'block',
    });
  });

  it('forms a lattice under strictest and laxest', () => {
    fc.assert(
      fc.property(tier, tier, tier, (a, b, c) => {
        expect(strictest(a, a)).toBe(a);
        expect(strictest(a, b)).toBe(strictest(b, a));
        expect(strictest(a, strictest(b, c))).toBe(
          strictest(strictest(a, b), c),
        );
        expect(strictest(a, laxest(a, b))).toBe(a);
        expect(laxest(a, strictest(a, b))).toBe(a);
        expect(compareTiers(strictest(a, b), a)).toBeGreaterThanOrEqual(0);
        expect(compareTiers(strictest(a, b), b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each(['TIER-3', 'tier-4', ' tier-1', '', 3, null, undefined, 'toString'])(
    'refuses %p',
    value => {
      expect(isRiskTier(value)).toBe(false);
      expect(() => parseTier(value)).toThrow(GovernanceError);
      expect(() => parseTier(value)).toThrow(
        expect.objectContaining({ code: 'UNKNOWN_TIER' }),
      );
    },
  );
});
