import { matchLabels } from '../object/selector';
import type { Workload } from '../workload/Workload';
import type { AuthorizationPolicy } from './AuthorizationPolicy';

/** Policies that select by label and match no workload of their namespace. */
export function unattachedPolicies(
  policies: readonly AuthorizationPolicy[],
  workloads: readonly Workload[],
): AuthorizationPolicy[] {
  const byNamespace = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const found = byNamespace.get(workload.namespace) ?? [];
    found.push(workload);
    byNamespace.set(workload.namespace, found);
  }
  return policies.filter(({ selector, object }) => {
    if (!selector) return false;
    const candidates = byNamespace.get(object.namespace) ?? [];
    return !candidates.some(
      workload =>
        matchLabels(selector.matchLabels, workload.podLabels) !== 'no',
    );
  });
}
