import { GovernanceError } from '../GovernanceError';
import {
  GovernancePolicyConfig,
  resolveGovernancePolicy,
} from './resolveGovernancePolicy';

describe('resolveGovernancePolicy', () => {
  it('has the thresholds 0.15, 0.08 and 0.03', () => {
    expect(resolveGovernancePolicy()).toEqual({
      defaultTier: 'tier-2',
      drift: {
        thresholds: {
          drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.03 },
        },
      },
    });
  });

  it('takes a default tier, one tier of drift_score and a metric of its own', () => {
    const policy = resolveGovernancePolicy({
      defaultTier: 'tier-3',
      tiers: {
        'tier-1': { psi: 0.3 },
        'tier-2': { psi: 0.2 },
        'tier-3': { psi: 0.1, drift_score: 0.01 },
      },
    });
    expect(policy).toEqual({
      defaultTier: 'tier-3',
      drift: {
        thresholds: {
          drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.01 },
          psi: { 'tier-1': 0.3, 'tier-2': 0.2, 'tier-3': 0.1 },
        },
      },
    });
  });

  it.each<NonNullable<GovernancePolicyConfig['tiers']>>([
    { 'tier-3': { drift_score: 0.2 } },
    { 'tier-1': { drift_score: 1.5 } },
    { 'tier-1': { drift_score: NaN } },
    { 'tier-3': { drift_score: -1 } },
    { 'tier-1': { psi: 0.3 } },
    {
      'tier-1': { psi: Infinity },
      'tier-2': { psi: 1 },
      'tier-3': { psi: 1 },
    },
  ])('refuses %p', tiers => {
    const resolve = () => resolveGovernancePolicy({ tiers });
    expect(resolve).toThrow(GovernanceError);
    expect(resolve).toThrow(
      expect.objectContaining({ code: 'INVALID_POLICY' }),
    );
  });

  it.each([
    { defaultTier: 'tier-4' },
    { defaultTier: '' },
    { tiers: { 'tier-4': { psi: 1 } } },
  ])('knows no tier of %p', config => {
    expect(() => resolveGovernancePolicy(config)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TIER' }),
    );
  });
});
