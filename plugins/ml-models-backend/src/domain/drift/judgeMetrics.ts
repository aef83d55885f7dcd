import type { DecisionName } from '@ml-models/backstage-plugin-ml-models-common';
import {
  compareTiers,
  DriftDoubt,
  driftDoubt,
  DriftDoubtId,
  GovernancePolicy,
} from '@ml-models/model-governance';
import { isBreach, takenAt } from './measuredOrder';
import type { DriftState, ModelState, VersionState } from '../ModelState';

/** The instant that a verdict is drawn for, and the policy in force; without them age is not judged. */
export interface DriftClock {
  /** RFC 3339 */
  at: string;
  policy: Pick<GovernancePolicy, 'drift'>;
}

/** What one metric says of a version. */
export interface JudgedMetric {
  drift: DriftState;
  action: DecisionName;
  /** score and threshold that the action rests on; an earlier breach when the last measurement does not count */
  score: number;
  threshold: number | null;
  reason: string;
  /** why a score within its threshold says nothing */
  doubt?: DriftDoubtId | 'other-tier' | 'no-threshold';
  accepted: boolean;
}

/** Every metric of a version by itself, in the order of their names. */
export function judgeMetrics(
  { tier }: Pick<ModelState, 'tier'>,
  version: Pick<VersionState, 'drift'>,
  clock?: DriftClock,
): JudgedMetric[] {
  return Object.values(version.drift)
    .sort((a, b) => (a.metric < b.metric ? -1 : 1))
    .map(drift => judgeMetric(tier.effective, drift, clock));
}

function judgeMetric(
  tier: ModelState['tier']['effective'],
  drift: DriftState,
  clock: DriftClock | undefined,
): JudgedMetric {
  const { action, score, threshold, reason } = drift;
  const said = { drift, action, score, threshold, reason, accepted: false };
  if (drift.accepted) {
    return accepted(said);
  }
  const { standing } = drift;
  if (action === 'unknown' && standing && isBreach(standing.action)) {
    const stands = {
      ...said,
      action: standing.action,
      score: standing.score,
      threshold: standing.threshold,
      reason: `${standing.reason}; the measurement after it does not count: ${reason}`,
    };
    return standing.accepted ? accepted(stands) : stands;
  }
  const doubt = threshold === null ? undefined : doubtOf(tier, drift, clock);
  if (action === 'unknown') {
    const id = threshold === null ? ('no-threshold' as const) : doubt?.id;
    return id ? { ...said, doubt: id } : said;
  }
  if (action !== 'none') {
    return said;
  }
  if (compareTiers(tier, drift.tier) > 0) {
    return {
      ...said,
      action: 'unknown',
      doubt: 'other-tier',
      reason: `${reason}; ${tier} counts now, measure again`,
    };
  }
  return doubt
    ? { ...said, action: 'unknown', doubt: doubt.id, reason: doubt.reason }
    : said;
}

function doubtOf(
  tier: ModelState['tier']['effective'],
  drift: DriftState,
  clock: DriftClock | undefined,
): DriftDoubt | undefined {
  const { metric, samples } = drift;
  return (
    clock &&
    driftDoubt(
      { metric, samples, measuredAt: takenAt(drift) },
      tier,
      clock.policy.drift.demands[tier],
      clock.at,
    )
  );
}

/** A person looked at it: it still has to be watched. */
function accepted(judged: JudgedMetric): JudgedMetric {
  return {
    ...judged,
    action: 'monitor',
    reason: `${judged.reason}; a person accepted it`,
    accepted: true,
  };
}
