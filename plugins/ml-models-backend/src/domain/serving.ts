import {
  MTLS_VERDICTS,
  type MtlsVerdict,
  type RolloutPosture,
  type WorkloadPosture,
} from '@ml-models/serving-posture';

/** The worst verdict of all ports; `null` without a port to judge. */
export function worstMtls(
  workloads: readonly WorkloadPosture[],
): MtlsVerdict | null {
  const ranks = workloads
    .flatMap(({ ports }) => ports)
    .map(({ mtls }) => MTLS_VERDICTS.indexOf(mtls.verdict));
  return ranks.length === 0 ? null : MTLS_VERDICTS[Math.min(...ranks)];
}

/** The largest share that a canary's author asked for; `null` when there is none or none is stated. */
export function canaryShare(
  rollouts: readonly Pick<RolloutPosture, 'arms'>[],
): number | null {
  const shares = rollouts
    .flatMap(({ arms }) => arms)
    .filter(arm => arm.role === 'canary')
    .flatMap(({ weights }) => weights.declared ?? []);
  return shares.length === 0 ? null : Math.max(...shares);
}
