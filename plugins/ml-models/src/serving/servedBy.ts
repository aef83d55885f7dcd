import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** What a workload serves: two versions while a canary runs, none when nothing ties them. */
export function servedBy(
  workload: Wire['Workload'],
  inService: Wire['InService'] | undefined,
): Wire['ServedVersion'][] {
  const { cluster, namespace, owner } = workload;
  const versions = inService?.versions ?? [];
  return versions.filter(({ workloads }) =>
    workloads.some(
      item =>
        item.cluster === cluster &&
        item.namespace === namespace &&
        item.kind === owner.kind &&
        item.name === owner.name,
    ),
  );
}
