import type {
  RolloutPosture,
  WorkloadPosture,
} from '@ml-models/serving-posture';

/**
 * The rollouts that split the traffic of these workloads: in the workload's namespace, splitting the service or
 * object of the workload's name. A rollout that cannot be tied by name belongs to none of them.
 */
export function rolloutsOf(
  rollouts: readonly RolloutPosture[],
  workloads: readonly WorkloadPosture[],
): RolloutPosture[] {
  return rollouts.filter(rollout =>
    workloads.some(
      workload =>
        workload.namespace === namespaceOf(rollout) &&
        [rollout.name, serviceOf(rollout)].includes(workload.owner.name),
    ),
  );
}

/** `service`, `service.namespace`, `service.namespace.svc.cluster.local` */
function serviceOf({ target }: RolloutPosture): string | undefined {
  return target?.split('.')[0];
}

function namespaceOf({ namespace, target }: RolloutPosture): string {
  const [, inTarget, kind] = target?.split('.') ?? [];
  return inTarget && (kind === 'svc' || kind === undefined)
    ? inTarget
    : namespace;
}
