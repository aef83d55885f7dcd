import type { DecisionName } from '@ml-models/backstage-plugin-ml-models-common';
import type { VersionState } from './ModelState';

/** From the mildest to the strictest; what is not known is worse than what only needs watching. */
export const DECISIONS = [
  'none',
  'monitor',
  'unknown',
  'review',
  'block',
] as const satisfies readonly DecisionName[];

export function riskRank(decision: DecisionName): number {
  return DECISIONS.indexOf(decision);
}

/**
 * The strictest decision standing: a block until a person lifts it, else the last measurement of each metric; one
 * that a person accepted still has to be watched. Without any measurement nothing is known.
 */
export function standingRisk(
  version: Pick<VersionState, 'blocked' | 'drift'>,
): DecisionName {
  if (version.blocked) {
    return 'block';
  }
  const standing = Object.values(version.drift).map(drift =>
    drift.accepted ? 'monitor' : drift.action,
  );
  if (standing.length === 0) {
    return 'unknown';
  }
  return standing.reduce((worst, decision) =>
    riskRank(decision) > riskRank(worst) ? decision : worst,
  );
}
