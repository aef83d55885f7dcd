import type { DecisionName } from '@ml-models/backstage-plugin-ml-models-common';

/** From the mildest to the strictest: what is not known hides nothing that is. */
export const DECISIONS = [
  'none',
  'unknown',
  'monitor',
  'review',
  'block',
] as const satisfies readonly DecisionName[];

export function riskRank(decision: DecisionName): number {
  return DECISIONS.indexOf(decision);
}
