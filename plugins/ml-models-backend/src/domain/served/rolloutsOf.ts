import type { RolloutPosture } from '@ml-models/serving-posture';

/** What of a workload says whether a rollout is its own. */
export interface RolloutOwner {
  namespace: string;
  owner: { name: string };
  model: { ref: string | null };
}

/**
 * The rollouts that split the traffic of a model's workloads. An arm that is tied to a model decides; where no arm
 * is, it is the rollout of the service or object that has the workload's name. One that splits something else is
 * nobody's here, whatever its own name.
 */
export function rolloutsOf<
  T extends Pick<RolloutPosture, 'namespace' | 'name' | 'target' | 'arms'>,
>(rollouts: readonly T[], workloads: readonly RolloutOwner[]): T[] {
  const models = new Set(workloads.map(({ model }) => model.ref));
  return rollouts.filter(rollout => {
    const tied = rollout.arms.flatMap(({ modelRef }) => modelRef ?? []);
    return tied.length > 0
      ? tied.some(ref => models.has(ref))
      : workloads.some(
          workload =>
            workload.namespace === namespaceOf(rollout) &&
            workload.owner.name === (serviceOf(rollout) ?? rollout.name),
        );
  });
}

/** `service`, `service.namespace`, `service.namespace.svc.cluster.local` */
function serviceOf({
  target,
}: Pick<RolloutPosture, 'target'>): string | undefined {
  return target?.split('.')[0];
}

function namespaceOf({
  namespace,
  target,
}: Pick<RolloutPosture, 'namespace' | 'target'>): string {
  const [, inTarget, kind] = target?.split('.') ?? [];
  return inTarget && (kind === 'svc' || kind === undefined)
    ? inTarget
    : namespace;
}
