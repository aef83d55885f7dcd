import type {
  MtlsVerdict,
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';

/** From the worst to the best; only the last is ever shown as good. */
export const MTLS_VERDICTS = [
  'plaintext',
  'partly-plaintext',
  'contradiction',
  'not-enforced-unmeasured',
  'used-not-enforced',
  'unknown',
  'enforced-unconfirmed',
  'enforced-confirmed',
] as const satisfies readonly MtlsVerdict[];

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
  rollouts: readonly RolloutPosture[],
): number | null {
  const shares = rollouts
    .flatMap(({ arms }) => arms)
    .filter(arm => arm.role === 'canary')
    .flatMap(({ weights }) => weights.declared ?? []);
  return shares.length === 0 ? null : Math.max(...shares);
}
