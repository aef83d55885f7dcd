import { DEFAULT_TIER, RiskTier } from '../tier/RiskTier';

/** A score above the tier's number is a breach; an equal one is none. @public */
export type TierThresholds = Record<RiskTier, number>;

/** What a measurement must have before it may say that all is well. @public */
export interface DriftDemands {
  /** fewer samples, or a number that is not stated, say nothing */
  minimumSamples: number;
  /** days after which a measurement says nothing any more */
  maximumAgeDays: number;
}

/** `mlModels.governance`, with every default filled in. @public */
export interface GovernancePolicy {
  /** counts where an entity declares none */
  defaultTier: RiskTier;
  drift: {
    /** per metric name */
    thresholds: Record<string, TierThresholds>;
    /** a stricter tier demands at least as much */
    demands: Record<RiskTier, DriftDemands>;
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
    demands: {
      'tier-1': { minimumSamples: 30, maximumAgeDays: 90 },
      'tier-2': { minimumSamples: 100, maximumAgeDays: 30 },
      'tier-3': { minimumSamples: 300, maximumAgeDays: 7 },
    },
  },
};
