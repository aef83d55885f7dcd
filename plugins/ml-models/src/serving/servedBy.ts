import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** The registered version that a workload serves; `undefined` when nothing ties them. */
export function servedBy(
  workload: Wire['Workload'],
  inService: Wire['InService'] | undefined,
): Wire['ServedVersion'] | undefined {
  const { cluster, namespace, owner } = workload;
  return inService?.versions.find(({ workloads }) =>
    workloads.some(
      item =>
        item.cluster === cluster &&
        item.namespace === namespace &&
        item.kind === owner.kind &&
        item.name === owner.name,
    ),
  );
}
