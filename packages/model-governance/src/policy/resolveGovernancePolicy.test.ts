import { GovernanceError } from '../GovernanceError';
import { DEFAULT_GOVERNANCE_POLICY } from './GovernancePolicy';
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
        demands: {
          'tier-1': { minimumSamples: 30, maximumAgeDays: 90 },
          'tier-2': { minimumSamples: 100, maximumAgeDays: 30 },
          'tier-3': { minimumSamples: 300, maximumAgeDays: 7 },
        },
      },
    });
  });

  it('takes demands on drift by tier, a stricter one never laxer', () => {
    expect(
      resolveGovernancePolicy({
        drift: {
          minimumSamples: { 'tier-3': 1000 },
          maximumAgeDays: { 'tier-3': 0.5 },
        },
      }).drift.demands['tier-3'],
    ).toEqual({ minimumSamples: 1000, maximumAgeDays: 0.5 });
    const refused: GovernancePolicyConfig['drift'][] = [
      { minimumSamples: { 'tier-3': 10 } },
      { maximumAgeDays: { 'tier-1': 1 } },
      { minimumSamples: { 'tier-1': 0 } },
      { minimumSamples: { 'tier-1': 1.5 } },
      { maximumAgeDays: { 'tier-3': 0 } },
      { maximumAgeDays: { 'tier-3': NaN } },
    ];
    for (const drift of refused) {
      expect(() => resolveGovernancePolicy({ drift })).toThrow(
        expect.objectContaining({ code: 'INVALID_POLICY' }),
      );
    }
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
        demands: DEFAULT_GOVERNANCE_POLICY.drift.demands,
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
    { drift: { minimumSamples: { 'tier-4': 1 } } },
  ])('knows no tier of %p', config => {
    expect(() => resolveGovernancePolicy(config)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TIER' }),
    );
  });
});
