import type { GovernancePolicy, RiskTier } from '@ml-models/model-governance';
import { takenAt } from './measuredOrder';
import type { StandingDecision } from './standingDecision';

const DAY_MS = 24 * 60 * 60 * 1000;

/** By tier, the instant (RFC 3339) before which a measurement is too old to say that all is well at `at`. */
export function oldestGood(
  demands: GovernancePolicy['drift']['demands'],
  at: Date,
): Record<RiskTier, string> {
  const since = (tier: RiskTier) =>
    new Date(
      at.getTime() - demands[tier].maximumAgeDays * DAY_MS,
    ).toISOString();
  return {
    'tier-1': since('tier-1'),
    'tier-2': since('tier-2'),
    'tier-3': since('tier-3'),
  };
}

/**
 * When the oldest of the measurements was taken that say that all is well, as RFC 3339 of one width; `undefined`
 * when none says so. A decision that rests on it is unknown once this is too old.
 */
export function goodSince({ metrics }: StandingDecision): string | undefined {
  return metrics
    .filter(({ action }) => action === 'none')
    .map(({ drift }) => new Date(takenAt(drift)).toISOString())
    .sort()
    .at(0);
}
