import type { Pod, Workload } from './Workload';

/** Running pods by label and by name, read once for all workloads. */
export class PodIndex {
  private readonly byLabel = new Map<string, Pod[]>();
  private readonly byName = new Map<string, Pod>();

  constructor(pods: readonly Pod[]) {
    for (const pod of pods) {
      if (!pod.running) continue;
      const { namespace, name } = pod.object;
      for (const [key, value] of pod.object.labels) {
        const label = `${namespace} ${key} ${value}`;
        const found = this.byLabel.get(label) ?? [];
        found.push(pod);
        this.byLabel.set(label, found);
      }
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
    const lists = [...(workload.selector ?? [])].map(
      ([key, value]) =>
        this.byLabel.get(`${workload.namespace} ${key} ${value}`) ?? [],
    );
    // The rarest label leaves the fewest pods to look at.
    const [candidates = []] = lists.sort(
      (left, right) => left.length - right.length,
    );
    return candidates.filter(pod => belongs(pod, workload));
  }
}

function belongs(pod: Pod, workload: Workload): boolean {
  const { labels, namespace } = pod.object;
  if (namespace !== workload.namespace) return false;
  for (const [key, value] of workload.selector ?? []) {
    if (labels.get(key) !== value) return false;
  }
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
