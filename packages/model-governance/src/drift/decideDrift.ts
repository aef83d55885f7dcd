import { GovernanceError } from '../GovernanceError';
import { driftDoubt } from './driftDoubt';
import {
  DRIFT_SCORE_METRIC,
  GovernancePolicy,
} from '../policy/GovernancePolicy';
import { parseTier, RiskTier, TierAction, tierActions } from '../tier/RiskTier';

/**
 * `unknown`: the policy has no threshold for this metric, or the measurement
 * has too little behind it to say that all is well, so nothing was decided.
 * @public
 */
export type DriftAction = 'none' | TierAction | 'unknown';

/** @public */
export interface DriftDecisionInput {
  metric: string;
  /** for `drift_score` from 0 to 1, for other metrics at least 0 */
  score: number;
  /** the tier that counts, see `effectiveTier` */
  tier: RiskTier;
  thresholds: GovernancePolicy['drift']['thresholds'];
  /** what stands behind the score; without it the score alone is judged */
  behind?: {
    samples?: number;
    /** RFC 3339 */
    measuredAt: string;
    /** RFC 3339 instant of the decision */
    at: string;
    demands: GovernancePolicy['drift']['demands'];
  };
}

/** @public */
export interface DriftDecision {
  action: DriftAction;
  metric: string;
  score: number;
  tier: RiskTier;
  /** `null` when the metric has none */
  threshold: number | null;
  /** English sentence; translated by `action` and `params` */
  reason: string;
  params: Record<string, string | number>;
}

/**
 * What a drift score leads to. Greater than the tier's threshold is a breach
 * and triggers the tier's action, whatever stands behind it; equal passes, if
 * enough stands behind it, and else nothing is decided.
 *
 * Throws `GovernanceError`: `INVALID_SCORE` for a score that is not a finite
 * number of at least 0 (or is above 1 for `drift_score`), `UNKNOWN_TIER`.
 * @public
 */
export function decideDrift(input: DriftDecisionInput): DriftDecision {
  const { metric, thresholds, behind } = input;
  const tier = parseTier(input.tier);
  const score = parseScore(metric, input.score);
  if (!Object.hasOwn(thresholds, metric)) {
    return {
      action: 'unknown',
      metric,
      score,
      tier,
      threshold: null,
      reason: `the policy has no threshold for ${metric}; nothing is decided`,
      params: { metric, score, tier },
    };
  }
  const threshold = thresholds[metric][tier];
  const breached = score > threshold;
  const doubt =
    !breached && behind
      ? driftDoubt({ metric, ...behind }, tier, behind.demands[tier], behind.at)
      : undefined;
  if (doubt) {
    return {
      action: 'unknown',
      metric,
      score,
      tier,
      threshold,
      reason: `${metric} ${score} is not above ${threshold}, but nothing is decided: ${doubt.reason}`,
      params: { ...doubt.params, score, threshold, doubt: doubt.id },
    };
  }
  const action = breached ? tierActions[tier] : 'none';
  return {
    action,
    metric,
    score,
    tier,
    threshold,
    reason: breached
      ? `${metric} ${score} is above ${threshold}, the threshold of ${tier}: ${action}`
      : `${metric} ${score} is not above ${threshold}, the threshold of ${tier}`,
    params: { metric, score, tier, threshold },
  };
}

function parseScore(metric: string, score: unknown): number {
  if (typeof score !== 'number' || !Number.isFinite(score) || score < 0) {
    throw new GovernanceError(
      'INVALID_SCORE',
      `a ${metric} is a finite number of at least 0`,
    );
  }
  if (metric === DRIFT_SCORE_METRIC && score > 1) {
    throw new GovernanceError(
      'INVALID_SCORE',
      `a ${metric} lies between 0 and 1`,
    );
  }
  // -0 would be written as 0 in JSON and compare unequal in a replay
  return score === 0 ? 0 : score;
}
