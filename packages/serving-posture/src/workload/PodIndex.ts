import { matchLabels } from '../object/selector';
import type { Pod, Workload } from './Workload';

/** Running pods by namespace and by name, read once for all workloads. */
export class PodIndex {
  private readonly byNamespace = new Map<string, Pod[]>();
  private readonly byName = new Map<string, Pod>();

  constructor(pods: readonly Pod[]) {
    for (const pod of pods) {
      if (!pod.running) continue;
      const { namespace, name } = pod.object;
      const found = this.byNamespace.get(namespace) ?? [];
      found.push(pod);
      this.byNamespace.set(namespace, found);
      this.byName.set(`${namespace}/${name}`, pod);
    }
  }

  /**
   * The running pods of a workload. A pod that names an owner belongs to that
   * owner; only one that does not is found by the workload's selector.
   */
  of(workload: Workload): Pod[] {
    if (workload.kind === 'Pod') {
      const pod = this.byName.get(`${workload.namespace}/${workload.name}`);
      return pod ? [pod] : [];
    }
    const pods = this.byNamespace.get(workload.namespace) ?? [];
    return pods.filter(pod => belongs(pod, workload));
  }
}

function belongs(pod: Pod, workload: Workload): boolean {
  if (!workload.selector?.size) return false;
  const labels = { known: pod.object.labels, open: new Set<string>() };
  if (matchLabels(workload.selector, labels) !== 'yes') return false;
  const owner = pod.object.owners.find(item => item.controller);
  if (!owner || workload.serverless || workload.inferenceService) return true;
  if (owner.kind === 'ReplicaSet') {
    const hash =
      pod.object.labels.get('pod-template-hash') ??
      pod.object.labels.get('rollouts-pod-template-hash');
    return hash === undefined || owner.name === `${workload.name}-${hash}`;
  }
  return owner.kind === workload.kind && owner.name === workload.name;
}
