import { GovernanceError } from '../GovernanceError';
import { quote } from '../quote';
import { parseTier, RISK_TIERS, RiskTier } from '../tier/RiskTier';
import {
  DEFAULT_GOVERNANCE_POLICY,
  DRIFT_SCORE_METRIC,
  DriftDemands,
  GovernancePolicy,
  TierThresholds,
} from './GovernancePolicy';

/**
 * `mlModels.governance` as an operator writes it: the tier first, because
 * that is how a policy is agreed upon.
 *
 *     defaultTier: tier-2
 *     tiers:
 *       tier-3: { drift_score: 0.03 }
 *     drift:
 *       minimumSamples: { tier-3: 300 }
 *       maximumAgeDays: { tier-3: 7 }
 * @public
 */
export interface GovernancePolicyConfig {
  /** counts where an entity declares none */
  defaultTier?: string;
  /** drift thresholds by tier and metric */
  tiers?: Record<string, Record<string, number>>;
  /** what a measurement must have before it may say that all is well, by tier */
  drift?: {
    minimumSamples?: Record<string, number>;
    maximumAgeDays?: Record<string, number>;
  };
}

/**
 * The policy of `mlModels.governance` with its defaults, by metric.
 * `drift_score` takes the default of each tier that does not name it; another
 * metric stands on all three.
 *
 * Throws `GovernanceError`: `UNKNOWN_TIER` for a tier that is none,
 * `INVALID_POLICY` for a threshold that is not a finite number of at least 0
 * (for `drift_score` at most 1), for a number of samples that is no whole number
 * of at least 1, for an age that is no number above 0, and where a stricter tier
 * would tolerate more than a laxer one.
 * @public
 */
export function resolveGovernancePolicy(
  config: GovernancePolicyConfig = {},
): GovernancePolicy {
  const { defaultTier, drift } = DEFAULT_GOVERNANCE_POLICY;
  const thresholds = [...byMetric(config.tiers ?? {})].map(
    ([metric, given]) => [metric, checked(metric, given)] as const,
  );
  return {
    defaultTier: parseTier(config.defaultTier ?? defaultTier),
    drift: {
      thresholds: { ...drift.thresholds, ...Object.fromEntries(thresholds) },
      demands: demandsOf(config.drift ?? {}),
    },
  };
}

function demandsOf({
  minimumSamples = {},
  maximumAgeDays = {},
}: NonNullable<GovernancePolicyConfig['drift']>): Record<
  RiskTier,
  DriftDemands
> {
  [...Object.keys(minimumSamples), ...Object.keys(maximumAgeDays)].forEach(
    parseTier,
  );
  const demands = { ...DEFAULT_GOVERNANCE_POLICY.drift.demands };
  for (const tier of RISK_TIERS) {
    const samples: unknown =
      minimumSamples[tier] ?? demands[tier].minimumSamples;
    const days: unknown = maximumAgeDays[tier] ?? demands[tier].maximumAgeDays;
    if (typeof samples !== 'number' || !Number.isSafeInteger(samples)) {
      throw invalidDemand(`${tier} needs a whole number of minimumSamples`);
    }
    if (samples < 1) {
      throw invalidDemand(`${tier} needs minimumSamples of at least 1`);
    }
    if (typeof days !== 'number' || !Number.isFinite(days) || days <= 0) {
      throw invalidDemand(`${tier} needs maximumAgeDays above 0`);
    }
    demands[tier] = { minimumSamples: samples, maximumAgeDays: days };
  }
  RISK_TIERS.slice(1).forEach((tier, index) => {
    const laxer = demands[RISK_TIERS[index]];
    if (
      demands[tier].minimumSamples < laxer.minimumSamples ||
      demands[tier].maximumAgeDays > laxer.maximumAgeDays
    ) {
      throw invalidDemand(`${tier} demands less than a laxer tier`);
    }
  });
  return demands;
}

function invalidDemand(what: string): GovernanceError {
  return new GovernanceError('INVALID_POLICY', `demands on drift: ${what}`);
}

function byMetric(
  tiers: NonNullable<GovernancePolicyConfig['tiers']>,
): Map<string, Partial<TierThresholds>> {
  const metrics = new Map<string, Partial<TierThresholds>>();
  for (const [name, thresholds] of Object.entries(tiers)) {
    const tier = parseTier(name);
    if (typeof thresholds !== 'object' || thresholds === null) {
      throw new GovernanceError(
        'INVALID_POLICY',
        `${tier} has no thresholds by metric`,
      );
    }
    for (const [metric, threshold] of Object.entries(thresholds)) {
      metrics.set(metric, { ...metrics.get(metric), [tier]: threshold });
    }
  }
  return metrics;
}

function checked(
  metric: string,
  given: Partial<TierThresholds>,
): TierThresholds {
  const isDriftScore = metric === DRIFT_SCORE_METRIC;
  const highest = isDriftScore ? 1 : Number.MAX_VALUE;
  const all = {
    ...(isDriftScore &&
      DEFAULT_GOVERNANCE_POLICY.drift.thresholds[DRIFT_SCORE_METRIC]),
    ...given,
  };
  const values = RISK_TIERS.map(tier => {
    const value: unknown = all[tier];
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
