import type {
  DecisionName,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { DriftState, VersionState } from '../ModelState';
import { riskRank } from '../risk';

const CONCERNS: Readonly<Record<DecisionName, Wire['Verdict']['concern']>> = {
  none: 'none',
  unknown: 'none',
  monitor: 'attention',
  review: 'attention',
  block: 'bad',
};

/** The measurement that asks for most, of the last ones of each metric. */
export function worstDrift(version: VersionState): DriftState | undefined {
  return Object.values(version.drift).reduce<DriftState | undefined>(
    (worst, drift) =>
      worst && riskRank(worst.action) >= riskRank(drift.action) ? worst : drift,
    undefined,
  );
}

/** What the last measurements say; without one, or without a threshold, nothing is known. */
export function driftVerdict(version: VersionState): Wire['Verdict'] {
  const worst = worstDrift(version);
  if (!worst) {
    return {
      word: 'not measured',
      level: 'unknown',
      concern: 'none',
      reason: 'no drift was ever measured for this version',
      id: 'trust.drift.none',
      evidence: [],
      remedy:
        'POST …/drift with {"metric":"drift_score","score":…} after each evaluation',
    };
  }
  return {
    word: String(worst.score),
    level: worst.action === 'unknown' ? 'unknown' : 'measured',
    // accepted, it still has to be watched
    concern: worst.accepted ? 'attention' : CONCERNS[worst.action],
    reason: worst.accepted
      ? `${worst.reason}; a person accepted it`
      : worst.reason,
    id: `trust.drift.${worst.action}`,
    params: {
      metric: worst.metric,
      score: worst.score,
      tier: worst.tier,
      threshold: worst.threshold,
    },
    evidence: Object.values(version.drift).map(drift => ({
      role: drift === worst ? ('decides' as const) : ('context' as const),
      ref: drift.metric,
      why: drift.reason,
      source: drift.source,
      value: drift.score,
      at: drift.recordedAt,
    })),
    at: worst.recordedAt,
  };
}
