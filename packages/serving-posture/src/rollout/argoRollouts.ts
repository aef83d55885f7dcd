import type { RolloutPhase } from '../types';
import type { ArgoRollout, ArgoStatus } from './ArgoRollout';
import type { RolloutProvider, SourceRollout } from './RolloutProvider';

/**
 * Rollouts of Argo. A phase counts only when the controller has seen the
 * present generation (argo-rollouts GetRolloutPhase). Without a status, as in a
 * folder of manifests, only the plan is known.
 */
export const ARGO_ROLLOUTS: RolloutProvider = {
  read: ({ cluster }) => cluster.argoRollouts.map(readRollout),
};

function readRollout(rollout: ArgoRollout): SourceRollout {
  const { object, status, steps, strategy } = rollout;
  const declared = declaredWeight(rollout);
  const controller = status?.canaryWeight ?? null;
  const share = (percent: number | null) =>
    percent === null ? null : percent / 100;
  // Whole percents, because 1 - 0.9 is not 0.1.
  const rest = (percent: number | null) =>
    percent === null ? null : share(100 - percent);
  const hash = (value: string | undefined, name: string) =>
    value ? `hash ${value}` : name;
  return {
    namespace: object.namespace,
    source: 'Rollout',
    name: object.name,
    target: object.name,
    mode: strategy === 'bluegreen' ? 'bluegreen' : 'canary',
    arms: [
      {
        role: 'stable',
        ref: hash(status?.stableHash, 'stable'),
        version: null,
        weights: {
          declared: rest(declared),
          controller: rest(controller),
          observed: null,
        },
      },
      {
        role: 'canary',
        ref: hash(status?.podHash, 'canary'),
        version: null,
        weights: {
          declared: share(declared),
          controller: share(controller),
          observed: null,
        },
      },
    ],
    phase: phaseOf(status),
    ...(status?.stepIndex !== undefined && steps.length
      ? {
          step: {
            index: status.stepIndex,
            total: steps.length,
            setWeight: steps[status.stepIndex] ?? null,
          },
        }
      : {}),
    ...(status?.analysis
      ? {
          analysis: {
            result: status.analysis.status,
            failedChecks: null,
            name: status.analysis.name,
          },
        }
      : {}),
    warnings: [],
    evidence: [
      {
        ref: object.ref,
        role: 'decides',
        id: status ? 'argo_status' : 'no_status',
        why: status
          ? `Status of the ${
              status.current ? 'present' : 'previous'
            } generation`
          : 'No status: the controller has not written one, or this is a manifest',
        pointer: '/status/phase',
        ...(status?.phase === undefined ? {} : { value: status.phase }),
      },
    ],
  };
}

function phaseOf(status: ArgoStatus | undefined): RolloutPhase {
  if (!status || status.current === undefined) return 'unknown';
  if (status.aborted) return 'aborted';
  if (!status.current) return 'progressing';
  switch (status.phase) {
    case 'Healthy':
      return status.podHash !== undefined &&
        status.podHash === status.stableHash
        ? 'idle'
        : 'succeeded';
    case 'Progressing':
      return 'progressing';
    case 'Paused':
      return 'paused';
    case 'Degraded':
      return 'failed';
    default:
      return 'unknown';
  }
}

/** Percent that the last step up to now has set. */
function declaredWeight({
  strategy,
  steps,
  status,
}: ArgoRollout): number | null {
  if (strategy !== 'canary' || status?.stepIndex === undefined) return null;
  if (status.aborted) return 0;
  if (status.stepIndex >= steps.length) return 100;
  const set = steps
    .slice(0, status.stepIndex + 1)
    .filter(weight => weight !== undefined);
  return set.at(-1) ?? 0;
}
