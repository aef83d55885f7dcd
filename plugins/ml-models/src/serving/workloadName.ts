import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** `cluster / namespace / Deployment name`. */
export function workloadName(workload: Wire['Workload']): string {
  const { cluster, namespace, owner } = workload;
  return [cluster, namespace, `${owner.kind} ${owner.name}`]
    .filter(Boolean)
    .join(' / ');
}
