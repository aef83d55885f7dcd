import type { Cluster } from '../cluster/Cluster';
import type { StringMap } from '../object/access';
import { matchLabels } from '../object/selector';
import type { RolloutArm, WorkloadPosture } from '../types';
import type { Workload } from '../workload/Workload';

/** What stands behind an arm: fields of {@link RolloutArm}. */
export type ArmVersion = Pick<
  RolloutArm,
  'version' | 'modelRef' | 'manifestDigest'
>;

export const NO_VERSION: ArmVersion = { version: null };

/** Which model version stands behind an arm of a rollout. */
export class ArmVersions {
  private readonly versions: Map<Workload, ArmVersion>;

  constructor(
    private readonly cluster: Cluster,
    joined: ReadonlyMap<Workload, WorkloadPosture['model']>,
  ) {
    this.versions = new Map(
      [...joined].map(([workload, model]) => [workload, armVersion(model)]),
    );
  }

  ofWorkload(workload: Workload): ArmVersion {
    return this.versions.get(workload) ?? NO_VERSION;
  }

  /** Nothing unless every workload behind the Service says the same version. */
  ofService(
    service: { name: string; namespace: string },
    subset: StringMap = new Map(),
  ): ArmVersion {
    const found = this.cluster.services.find(
      item =>
        item.name === service.name && item.namespace === service.namespace,
    );
    if (!found?.selector.size) return NO_VERSION;
    const wanted = new Map([...found.selector, ...subset]);
    const [first, ...others] = this.cluster.workloads
      .filter(
        workload =>
          workload.namespace === service.namespace &&
          matchLabels(wanted, workload.podLabels) === 'yes',
      )
      .map(workload => this.ofWorkload(workload));
    return first && others.every(other => isSame(first, other))
      ? first
      : NO_VERSION;
  }
}

function armVersion({
  ref,
  version,
  manifestDigest,
}: WorkloadPosture['model']): ArmVersion {
  return {
    version,
    ...(ref === null ? {} : { modelRef: ref }),
    ...(manifestDigest === undefined ? {} : { manifestDigest }),
  };
}

function isSame(left: ArmVersion, right: ArmVersion): boolean {
  return (
    left.version === right.version &&
    left.modelRef === right.modelRef &&
    left.manifestDigest === right.manifestDigest
  );
}
