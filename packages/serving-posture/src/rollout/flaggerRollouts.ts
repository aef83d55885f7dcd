import type { RolloutArm, RolloutMode, RolloutPhase } from '../types';
import type { FlaggerCanary } from './FlaggerCanary';
import { type ArmVersion, NO_VERSION } from './ArmVersions';
import type {
  RolloutContext,
  RolloutProvider,
  SourceRollout,
} from './RolloutProvider';

/** Flagger's words (flagger `canary/v1beta1` CanaryPhase) in ours. */
const PHASES: ReadonlyMap<string, RolloutPhase> = new Map([
  ['Initializing', 'initialising'],
  ['Initialized', 'idle'],
  ['Waiting', 'paused'],
  ['Progressing', 'progressing'],
  ['WaitingPromotion', 'paused'],
  ['Promoting', 'promoting'],
  ['Finalising', 'promoting'],
  ['Succeeded', 'succeeded'],
  // Flagger rolls back by itself.
  ['Failed', 'failed'],
  ['Terminating', 'unknown'],
  ['Terminated', 'unknown'],
] as const);

/**
 * Rollouts of Flagger. The stable workload is `<target>-primary`, the canary
 * is `<target>` and is scaled to 0 when it is done. The spec states no present
 * weight, so `declared` is not known.
 */
export const FLAGGER_ROLLOUTS: RolloutProvider = {
  read: context =>
    context.cluster.flaggerCanaries.map(canary => readCanary(canary, context)),
};

function readCanary(
  canary: FlaggerCanary,
  context: RolloutContext,
): SourceRollout {
  const { object, target, canaryWeight } = canary;
  const arm = (
    role: RolloutArm['role'],
    name: string,
    controller: number | null,
  ): RolloutArm => ({
    role,
    ref: `${target.kind} ${name}`,
    ...versionOf(canary, name, context),
    weights: { declared: null, controller, observed: null },
  });
  const share = canaryWeight === undefined ? null : canaryWeight / 100;
  const phase = PHASES.get(canary.statusPhase ?? '') ?? 'unknown';
  return {
    namespace: object.namespace,
    source: 'Canary',
    name: object.name,
    target: target.name,
    mode: modeOf(canary),
    arms: [
      arm(
        'stable',
        `${target.name}-primary`,
        canaryWeight === undefined ? null : (100 - canaryWeight) / 100,
      ),
      arm(canary.mirror ? 'mirror' : 'canary', target.name, share),
    ],
    phase: canary.suspended && phase === 'progressing' ? 'paused' : phase,
    ...(canary.failedChecks === undefined
      ? {}
      : {
          analysis: {
            result: canary.statusPhase ?? 'unknown',
            failedChecks: canary.failedChecks,
            name: null,
          },
        }),
    warnings: [],
    evidence: [
      {
        ref: object.ref,
        role: 'decides',
        id: canary.statusPhase === undefined ? 'no_status' : 'flagger_phase',
        why:
          canary.statusPhase === undefined
            ? 'No status: the controller has not written one, or this is a manifest'
            : 'Phase written by Flagger',
        pointer: '/status/phase',
        ...(canary.statusPhase === undefined
          ? {}
          : { value: canary.statusPhase }),
      },
    ],
  };
}

function modeOf(canary: FlaggerCanary): RolloutMode {
  if (canary.mirror) return 'mirror';
  if (canary.matching) return 'ab';
  return canary.iterations === undefined ? 'canary' : 'bluegreen';
}

function versionOf(
  { object, target }: FlaggerCanary,
  name: string,
  { cluster, versions }: RolloutContext,
): ArmVersion {
  const found = cluster.workloads.find(
    workload =>
      workload.namespace === object.namespace &&
      workload.kind === target.kind &&
      workload.name === name,
  );
  return found ? versions.ofWorkload(found) : NO_VERSION;
}
