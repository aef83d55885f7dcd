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
  const controller =
    status?.canaryWeight === undefined ? null : status.canaryWeight / 100;
  const other = (share: number | null) => (share === null ? null : 1 - share);
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
          declared: other(declared),
          controller: other(controller),
          observed: null,
        },
      },
      {
        role: 'canary',
        ref: hash(status?.podHash, 'canary'),
        version: null,
        weights: { declared, controller, observed: null },
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
  if (!status) return 'unknown';
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

/** The last weight that the steps up to now have set. */
function declaredWeight({
  strategy,
  steps,
  status,
}: ArgoRollout): number | null {
  if (strategy !== 'canary' || status?.stepIndex === undefined) return null;
  if (status.aborted) return 0;
  if (status.stepIndex >= steps.length) return 1;
  const set = steps
    .slice(0, status.stepIndex + 1)
    .filter(weight => weight !== undefined);
  return (set.at(-1) ?? 0) / 100;
}
