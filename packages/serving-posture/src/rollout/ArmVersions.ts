import type { Cluster } from '../cluster/Cluster';
import type { StringMap } from '../object/access';
import { matchLabels } from '../object/selector';
import type { WorkloadPosture } from '../types';
import type { Workload } from '../workload/Workload';

/** Which model version stands behind an arm of a rollout. */
export class ArmVersions {
  private readonly versions: Map<Workload, string | null>;

  constructor(
    private readonly cluster: Cluster,
    joined: ReadonlyMap<Workload, WorkloadPosture['model']>,
  ) {
    this.versions = new Map(
      [...joined].map(([workload, model]) => [workload, model.version]),
    );
  }

  ofWorkload(workload: Workload): string | null {
    return this.versions.get(workload) ?? null;
  }

  /** `null` unless every workload behind the Service says the same version. */
  ofService(
    service: { name: string; namespace: string },
    subset: StringMap = new Map(),
  ): string | null {
    const found = this.cluster.services.find(
      item =>
        item.name === service.name && item.namespace === service.namespace,
    );
    if (!found?.selector.size) return null;
    const wanted = new Map([...found.selector, ...subset]);
    const behind = this.cluster.workloads.filter(
      workload =>
        workload.namespace === service.namespace &&
        matchLabels(wanted, workload.podLabels) === 'yes',
    );
    const versions = new Set(behind.map(item => this.ofWorkload(item)));
    const [version] = versions;
    return versions.size === 1 ? version : null;
  }
}
