import { matchLabels } from '../object/selector';
import type { Pod, Workload } from './Workload';

/**
 * The running pods of a workload. A pod that names an owner belongs to that
 * owner; only one that does not is found by the workload's selector.
 */
export function podsOf(workload: Workload, pods: readonly Pod[]): Pod[] {
  return pods.filter(
    pod =>
      pod.running &&
      pod.object.namespace === workload.namespace &&
      belongs(pod, workload),
  );
}

function belongs(pod: Pod, workload: Workload): boolean {
  if (workload.kind === 'Pod') return pod.object.name === workload.name;
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
