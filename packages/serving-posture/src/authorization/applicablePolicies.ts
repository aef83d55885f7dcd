import type { Cluster } from '../cluster/Cluster';
import { matchLabels, selectsEverything } from '../object/selector';
import type { Evidence } from '../types';
import type { Workload } from '../workload/Workload';
import type { AuthorizationPolicy } from './AuthorizationPolicy';

export interface ApplicablePolicies {
  policies: AuthorizationPolicy[];
  ignored: Evidence[];
  /** What may apply but could not be read or decided. */
  blockers: Evidence[];
  /** Policies of this namespace that no workload among the objects matches. */
  unattached: AuthorizationPolicy[];
}

/**
 * Istio's rule for a sidecar or ztunnel: policies of the root namespace and of
 * the workload's own, selector empty or matching. Unlike PeerAuthentication, a
 * selector in the root namespace reaches every namespace.
 */
export function applicablePolicies(
  workload: Workload,
  cluster: Cluster,
  rootNamespace: string,
): ApplicablePolicies {
  const result: ApplicablePolicies = {
    policies: [],
    ignored: [],
    blockers: [],
    unattached: [],
  };
  const namespaces = new Set([rootNamespace, workload.namespace]);
  for (const namespace of namespaces) {
    const unread = cluster.inventory.unread(
      'security.istio.io',
      'AuthorizationPolicy',
      namespace,
    );
    result.blockers.push(
      ...unread.map(
        (item): Evidence => ({
          ref: item.ref,
          role: 'decides',
          id: 'policy_unreadable',
          why: `May decide, but could not be read: ${item.reason}`,
        }),
      ),
    );
  }
  const candidates = cluster.authorizationPolicies.filter(policy =>
    namespaces.has(policy.object.namespace),
  );
  for (const policy of candidates) {
    if (policy.targetsObjects) {
      result.ignored.push({
        ref: policy.ref,
        role: 'ignored',
        id: 'target_refs',
        why: 'Attached by targetRefs to a gateway, waypoint or Service, not to this workload',
        pointer: '/spec/targetRefs',
      });
      continue;
    }
    const match = selectsEverything(policy.selector)
      ? 'yes'
      : matchLabels(
          policy.selector?.matchLabels ?? new Map(),
          workload.podLabels,
        );
    if (match === 'unknown') {
      result.blockers.push({
        ref: policy.ref,
        role: 'decides',
        id: 'selector_undecided',
        why: 'Selects by a label that a controller gives the pods later',
        pointer: '/spec/selector',
      });
    } else if (match === 'yes') {
      result.policies.push(policy);
    } else if (
      // A folder never holds every workload that a mesh-wide policy may select.
      policy.object.namespace !== rootNamespace &&
      cluster.unattached.has(policy)
    ) {
      result.unattached.push(policy);
      result.ignored.push({
        ref: policy.ref,
        role: 'ignored',
        id: 'policy_not_attached',
        why: 'Its selector matches no workload among the objects',
        pointer: '/spec/selector',
      });
    }
  }
  return result;
}
