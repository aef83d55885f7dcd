import { GovernanceError } from '../GovernanceError';
import { quote } from '../quote';
import { RISK_TIERS } from '../tier/RiskTier';
import {
  DEFAULT_GOVERNANCE_POLICY,
  DRIFT_SCORE_METRIC,
  GovernancePolicy,
  TierThresholds,
} from './GovernancePolicy';

/** `mlModels.governance` as an operator writes it. @public */
export interface GovernancePolicyConfig {
  drift?: {
    thresholds?: Record<string, Partial<TierThresholds>>;
  };
}

/**
 * The policy with its defaults. `drift_score` takes the default of each tier
 * that it does not name; another metric names all three.
 *
 * Throws `GovernanceError` `INVALID_POLICY` for a threshold that is not a
 * finite number of at least 0 (for `drift_score` at most 1), and where a
 * stricter tier would tolerate more than a laxer one.
 * @public
 */
export function resolveGovernancePolicy(
  config: GovernancePolicyConfig = {},
): GovernancePolicy {
  const defaults = DEFAULT_GOVERNANCE_POLICY.drift.thresholds;
  const entries = Object.entries(config.drift?.thresholds ?? {}).map(
    ([metric, given]) =>
      [
        metric,
        checked(metric, {
          ...(metric === DRIFT_SCORE_METRIC
            ? defaults[DRIFT_SCORE_METRIC]
            : {}),
          ...given,
        }),
      ] as const,
  );
  return {
    drift: { thresholds: { ...defaults, ...Object.fromEntries(entries) } },
  };
}

function checked(
  metric: string,
  given: Partial<TierThresholds>,
): TierThresholds {
  const highest = metric === DRIFT_SCORE_METRIC ? 1 : Number.MAX_VALUE;
  const values = RISK_TIERS.map(tier => {
    const value: unknown = given[tier];
    if (typeof value !== 'number' || !(value >= 0 && value <= highest)) {
      throw invalid(metric, `${tier} has no threshold of at least 0`);
    }
    return value;
  });
  const [tier1, tier2, tier3] = values;
  if (tier1 < tier2 || tier2 < tier3) {
    throw invalid(metric, 'a stricter tier tolerates more than a laxer one');
  }
  return { 'tier-1': tier1, 'tier-2': tier2, 'tier-3': tier3 };
}

function invalid(metric: string, what: string): GovernanceError {
  return new GovernanceError(
    'INVALID_POLICY',
    `drift thresholds of ${quote(metric)}: ${what}`,
  );
}
