import { DEFAULT_TIER, RiskTier } from '../tier/RiskTier';

/** A score above the tier's number is a breach; an equal one is none. @public */
export type TierThresholds = Record<RiskTier, number>;

/** `mlModels.governance`, with every default filled in. @public */
export interface GovernancePolicy {
  /** counts where an entity declares none */
  defaultTier: RiskTier;
  drift: {
    /** per metric name */
    thresholds: Record<string, TierThresholds>;
  };
}

/** The metric whose scores lie between 0 and 1. @public */
export const DRIFT_SCORE_METRIC = 'drift_score';

/** @public */
export const DEFAULT_GOVERNANCE_POLICY: GovernancePolicy = {
  defaultTier: DEFAULT_TIER,
  drift: {
    thresholds: {
      [DRIFT_SCORE_METRIC]: { 'tier-1': 0.15, 'tier-2': 0.08, 'tier-3': 0.03 },
    },
  },
};
