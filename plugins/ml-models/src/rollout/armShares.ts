import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Who says what the shares are. */
export const WEIGHT_SOURCES = ['declared', 'controller', 'observed'] as const;

/** @see WEIGHT_SOURCES */
export type WeightSource = (typeof WEIGHT_SOURCES)[number];

/** One arm's part of a bar. */
export interface ArmShare {
  ref: string;
  /** label of the model version where one is known, else what the route names */
  name: string;
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
  const shares = rollout.arms.flatMap(arm => {
    const { ref, role, version, weights } = arm;
    const share = weights[source];
    return share === null
      ? []
      : [{ ref, name: armName(arm), role, version, share }];
  });
  return shares.length > 0 ? shares : undefined;
}

/** The model version behind an arm where one is known, else what the route names. */
export function armName({
  ref,
  served,
  version,
}: Wire['Rollout']['arms'][number]): string {
  return served?.version ?? version ?? ref;
}
