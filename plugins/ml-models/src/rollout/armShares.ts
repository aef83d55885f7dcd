import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Who says what the shares are. */
export const WEIGHT_SOURCES = ['declared', 'controller', 'observed'] as const;

/** @see WEIGHT_SOURCES */
export type WeightSource = (typeof WEIGHT_SOURCES)[number];

/** One arm's part of a bar. */
export interface ArmShare {
  ref: string;
  role: 'stable' | 'canary' | 'mirror';
  version: string | null;
  /** share of 1 */
  share: number;
}

/**
 * The arms' shares as one source states them; `undefined` when it states none.
 * An arm without a number is left out, never taken for zero.
 */
export function armShares(
  rollout: Wire['Rollout'],
  source: WeightSource,
): ArmShare[] | undefined {
  const shares = rollout.arms.flatMap(({ ref, role, version, weights }) => {
    const share = weights[source];
    return share === null ? [] : [{ ref, role, version, share }];
  });
  return shares.length > 0 ? shares : undefined;
}
