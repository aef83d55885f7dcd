import { POSTURE_LIMITS } from '../limits';
import type { RolloutArm, RolloutPhase, RolloutWarning } from '../types';
import type {
  InferenceService,
  TrafficTarget,
} from '../workload/InferenceService';
import type { Workload } from '../workload/Workload';
import {
  declaredOnly,
  type RolloutContext,
  type RolloutProvider,
  type SourceRollout,
} from './RolloutProvider';

/**
 * Rollouts of KServe: `canaryTrafficPercent` of the latest revision against the
 * last one rolled out (serverless mode only), and the predictors of
 * `spec.canary` (standard mode). Without either there is no rollout.
 */
export const INFERENCE_SERVICE_ROLLOUTS: RolloutProvider = {
  read: context =>
    context.cluster.workloads.flatMap(workload => {
      const service = workload.inferenceService;
      if (!service) return [];
      if (service.canaries.length)
        return [canaries(workload, service, context)];
      return service.canaryTrafficPercent === undefined
        ? []
        : [revisions(workload, service, service.canaryTrafficPercent, context)];
    }),
};

function revisions(
  workload: Workload,
  service: InferenceService,
  percent: number,
  context: RolloutContext,
): SourceRollout {
  const traffic = service.mode === 'standard' ? undefined : service.traffic;
  const latest = traffic?.find(target => target.latest);
  const previous = traffic?.find(
    target => !target.latest && target.revisionName !== latest?.revisionName,
  );
  const arms: RolloutArm[] = [
    {
      role: 'stable',
      ref: `revision ${previous?.revisionName || 'last rolled out'}`,
      version: null,
      weights: {
        declared: (100 - percent) / 100,
        controller: previous
          ? shareOf(traffic ?? [], previous.revisionName)
          : null,
        observed: null,
      },
    },
    {
      role: 'canary',
      ref: `revision ${latest?.revisionName || 'latest'}`,
      // The object describes the latest revision; the one before is gone from it.
      ...context.versions.ofWorkload(workload),
      weights: {
        declared: percent / 100,
        controller: latest ? shareOf(traffic ?? [], latest.revisionName) : null,
        observed: null,
      },
    },
  ];
  return {
    ...head(workload, '/spec/predictor/canaryTrafficPercent', `${percent}`),
    arms,
    phase: phaseOf(service, percent, arms[1].weights.controller),
    warnings: warningsOf(service),
  };
}

function canaries(
  workload: Workload,
  service: InferenceService,
  context: RolloutContext,
): SourceRollout {
  const percents = service.canaries.map(canary => canary.trafficPercent);
  const known = percents.filter(percent => percent !== undefined);
  const sum = known.reduce((total, percent) => total + percent, 0);
  const complete = known.length === percents.length && sum <= 100;
  return {
    ...head(workload, '/spec/canary', undefined),
    arms: [
      {
        role: 'stable' as const,
        ref: 'predictor',
        ...context.versions.ofWorkload(workload),
        weights: declaredOnly(complete ? (100 - sum) / 100 : null),
      },
      ...service.canaries.map(
        (canary): RolloutArm => ({
          role: 'canary',
          ref: `predictor ${canary.name}`,
          version: null,
          weights: declaredOnly(
            canary.trafficPercent === undefined
              ? null
              : canary.trafficPercent / 100,
          ),
        }),
      ),
    ].slice(0, POSTURE_LIMITS.arms),
    phase: complete && sum > 0 ? 'declared' : 'unknown',
    warnings: [],
  };
}

function head(workload: Workload, pointer: string, value: string | undefined) {
  return {
    namespace: workload.namespace,
    source: 'InferenceService' as const,
    name: workload.name,
    target: workload.name,
    mode: 'canary' as const,
    evidence: [
      {
        ref: workload.object.ref,
        role: 'decides' as const,
        id: 'kserve_canary',
        why: 'Traffic split of the predictor',
        pointer,
        ...(value === undefined ? {} : { value }),
      },
    ],
  };
}

/**
 * KServe moves no weights by itself: what is written stands until its author
 * writes another. At 0 a rollback and a start look the same; done is only what
 * the controller's own shares say.
 */
function phaseOf(
  service: InferenceService,
  percent: number,
  latest: number | null,
): RolloutPhase {
  if (service.mode === 'standard') return 'idle';
  if (percent === 100) return latest === 1 ? 'succeeded' : 'declared';
  return percent === 0 ? 'unknown' : 'declared';
}

function warningsOf(service: InferenceService): RolloutWarning[] {
  if (service.mode === 'standard' || service.mode === 'modelmesh') {
    return [
      {
        id: 'field_ignored',
        message: `canaryTrafficPercent has no effect in ${service.mode} mode`,
        params: { field: 'canaryTrafficPercent', mode: service.mode },
      },
    ];
  }
  return service.mode === 'unknown'
    ? [
        {
          id: 'deployment_mode_unknown',
          message:
            'The deployment mode is not stated; canaryTrafficPercent counts in serverless mode only',
        },
      ]
    : [];
}

/** A revision may stand twice in the list, by name and as the latest. */
function shareOf(traffic: readonly TrafficTarget[], revision: string): number {
  return (
    traffic
      .filter(target => target.revisionName === revision)
      .reduce((sum, target) => sum + target.percent, 0) / 100
  );
}
