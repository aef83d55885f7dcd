import { DAY_MS, MAX_CLOCK_SKEW_MS } from '../limits';
import type { DriftDemands } from '../policy/GovernancePolicy';
import type { RiskTier } from '../tier/RiskTier';

/** Why a measurement cannot say that all is well. @public */
export type DriftDoubtId = 'no-samples' | 'too-few' | 'too-old' | 'future';

/** @public */
export interface DriftDoubt {
  id: DriftDoubtId;
  /** English sentence; translated by `id` and `params` */
  reason: string;
  params: Record<string, string | number>;
}

/**
 * What keeps a measurement of a metric from saying that all is well at the
 * instant `at`; `undefined` when nothing does. It never excuses a breach.
 * `measuredAt` and `at` are RFC 3339; a text that is no time is too old.
 * @public
 */
export function driftDoubt(
  measurement: { metric: string; samples?: number; measuredAt: string },
  tier: RiskTier,
  demands: DriftDemands,
  at: string,
): DriftDoubt | undefined {
  const { metric, samples, measuredAt } = measurement;
  const { minimumSamples, maximumAgeDays } = demands;
  const age = Date.parse(at) - Date.parse(measuredAt);
  if (age < -MAX_CLOCK_SKEW_MS) {
    return {
      id: 'future',
      reason: `${metric} is said to be measured in the future, at ${measuredAt}; it does not count`,
      params: { metric, tier, measuredAt },
    };
  }
  if (!(age <= maximumAgeDays * DAY_MS)) {
    return {
      id: 'too-old',
      reason: `${metric} was measured too long ago, at ${measuredAt}; ${tier} wants it at least every ${maximumAgeDays} days`,
      params: { metric, tier, measuredAt, maximumAgeDays },
    };
  }
  if (samples === undefined) {
    return {
      id: 'no-samples',
      reason: `${metric} was measured on a number of samples that is not stated; ${tier} wants at least ${minimumSamples}`,
      params: { metric, tier, minimumSamples },
    };
  }
  return samples >= minimumSamples
    ? undefined
    : {
        id: 'too-few',
        reason: `${metric} was measured on ${samples} samples; ${tier} wants at least ${minimumSamples}`,
        params: { metric, tier, samples, minimumSamples },
      };
}
