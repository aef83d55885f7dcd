import { GovernanceError } from '../GovernanceError';
import type { TierThresholds } from './GovernancePolicy';
import { resolveGovernancePolicy } from './resolveGovernancePolicy';

describe('resolveGovernancePolicy', () => {
  it('has the thresholds 0.15, 0.08 and 0.03', () => {
    expect(resolveGovernancePolicy()).toEqual({
      drift: {
        thresholds: {
          drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.03 },
        },
      },
    });
  });

  it('takes one tier of drift_score and a metric of its own', () => {
    const psi = { 'tier-1': 0.3, 'tier-2': 0.2, 'tier-3': 0.1 };
    const { thresholds } = resolveGovernancePolicy({
      drift: { thresholds: { drift_score: { 'tier-3': 0.01 }, psi } },
    }).drift;
    expect(thresholds).toEqual({
      drift_score: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.01 },
      psi,
    });
  });

  it.each<Record<string, Partial<TierThresholds>>>([
    { drift_score: { 'tier-3': 0.2 } },
    { drift_score: { 'tier-1': 1.5 } },
    { drift_score: { 'tier-1': NaN } },
    { drift_score: { 'tier-3': -1 } },
    { psi: { 'tier-1': 0.3 } },
    { psi: { 'tier-1': Infinity, 'tier-2': 1, 'tier-3': 1 } },
  ])('refuses %p', thresholds => {
    const resolve = () => resolveGovernancePolicy({ drift: { thresholds } });
    expect(resolve).toThrow(GovernanceError);
    expect(resolve).toThrow(
      expect.objectContaining({ code: 'INVALID_POLICY' }),
    );
  });
});
