import { POSTURE_LIMITS } from '../limits';
import type { Cursor } from '../object/access';
import type { KubernetesObject } from '../object/KubernetesObject';
import type { ObjectType } from '../object/ObjectType';

/** Argo Rollouts `argoproj.io/v1alpha1` Rollout, spec and status. */
export interface ArgoRollout {
  object: KubernetesObject;
  strategy: 'canary' | 'bluegreen' | 'unknown';
  /** Per step the weight it sets, `undefined` for a pause or an analysis. */
  steps: (number | undefined)[];
  status: ArgoStatus | undefined;
  /** VirtualServices whose weights the controller writes. */
  virtualServices: string[];
}

export interface ArgoStatus {
  phase: string | undefined;
  /** The status speaks of the spec as it is now; `undefined`: no generation. */
  current: boolean | undefined;
  stepIndex: number | undefined;
  aborted: boolean;
  stableHash: string | undefined;
  podHash: string | undefined;
  /** Percent that the traffic router was told. */
  canaryWeight: number | undefined;
  analysis: { name: string | null; status: string } | undefined;
}

const MAX_STEP = 100_000;

export const ARGO_ROLLOUT: ObjectType<ArgoRollout> = {
  group: 'argoproj.io',
  kind: 'Rollout',
  versions: ['v1alpha1'],
  read: object => {
    const spec = object.body.object('spec') ?? object.body.fail('spec', 'set');
    const strategy = spec.object('strategy');
    const canary = strategy?.object('canary');
    const blueGreen = strategy?.object('blueGreen');
    const other = blueGreen ? 'bluegreen' : 'unknown';
    return {
      object,
      strategy: canary ? 'canary' : other,
      steps: (canary?.objects('steps', POSTURE_LIMITS.values) ?? []).map(step =>
        step.integer('setWeight', 0, 100),
      ),
      status: readStatus(object),
      virtualServices: readVirtualServices(canary),
    };
  },
};

function readVirtualServices(canary: Cursor | undefined): string[] {
  const istio = canary?.object('trafficRouting')?.object('istio');
  return [
    ...(istio?.object('virtualService')
      ? [istio.object('virtualService')]
      : []),
    ...(istio?.objects('virtualServices', POSTURE_LIMITS.arms) ?? []),
  ].flatMap(item => item?.string('name') ?? []);
}

function readStatus(object: KubernetesObject): ArgoStatus | undefined {
  const status = object.body.object('status');
  if (!status) return undefined;
  const generation = object.body
    .object('metadata')
    ?.integer('generation', 0, Number.MAX_SAFE_INTEGER);
  const weights = status.object('canary')?.object('weights')?.object('canary');
  return {
    phase: status.string('phase'),
    // A string by the API; versions before 1.0 wrote a hash there.
    current:
      generation === undefined
        ? undefined
        : status.string('observedGeneration') === `${generation}`,
    stepIndex: status.integer('currentStepIndex', 0, MAX_STEP),
    aborted: status.boolean('abort') ?? false,
    stableHash: status.string('stableRS'),
    podHash: status.string('currentPodHash'),
    canaryWeight: weights?.integer('weight', 0, 100),
    analysis: readAnalysis(status),
  };
}

function readAnalysis(status: Cursor): ArgoStatus['analysis'] {
  const canary = status.object('canary');
  const run =
    canary?.object('currentStepAnalysisRunStatus') ??
    canary?.object('currentBackgroundAnalysisRunStatus');
  const result = run?.string('status');
  return result === undefined
    ? undefined
    : { name: run?.string('name') ?? null, status: result };
}
