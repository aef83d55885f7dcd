import type { Cluster } from '../cluster/Cluster';
import { compareText } from '../finding/finding';
import { matchLabels, selectsEverything } from '../object/selector';
import type { Unread } from '../object/Inventory';
import type { Evidence } from '../types';
import type { Workload } from '../workload/Workload';
import type { PeerAuthentication } from './PeerAuthentication';

/** The policies that count for one workload, and those that do not. */
export interface PeerAuthenticationChain {
  mesh: PeerAuthentication | undefined;
  namespace: PeerAuthentication | undefined;
  workload: PeerAuthentication | undefined;
  ignored: Evidence[];
  /** Policies whose labels may or may not select the pods. */
  undecided: PeerAuthentication[];
  /** Several policies compete and the objects do not tell which is older. */
  orderedByName: PeerAuthentication[];
  unreadInNamespace: Unread[];
  unreadInRoot: Unread[];
}

/**
 * Chooses one policy per level, as istio/istio `policy_applier.go`
 * (ComposePeerAuthentication) does: the oldest, never a merge; selectors count
 * in the workload's own namespace only.
 */
export function peerAuthenticationChain(
  workload: Workload,
  cluster: Cluster,
  rootNamespace: string,
): PeerAuthenticationChain {
  const { namespace, podLabels } = workload;
  const ignored: Evidence[] = [];
  const undecided: PeerAuthentication[] = [];
  const orderedByName: PeerAuthentication[] = [];
  const unreadIn = (where: string) =>
    cluster.inventory.unread('security.istio.io', 'PeerAuthentication', where);

  const inRoot = cluster.peerAuthentications.filter(
    policy => policy.object.namespace === rootNamespace,
  );
  const inNamespace =
    namespace === rootNamespace
      ? []
      : cluster.peerAuthentications.filter(
          policy => policy.object.namespace === namespace,
        );

  const pick = (candidates: PeerAuthentication[], level: string) => {
    const timed = candidates.every(
      policy => policy.object.createdAt !== undefined,
    );
    const ordered = [...candidates].sort(timed ? oldestFirst : nameFirst);
    const winner = ordered[0];
    if (ordered.length > 1 && !timed) orderedByName.push(...ordered);
    for (const loser of ordered.slice(1)) {
      ignored.push({
        ref: loser.ref,
        role: 'ignored',
        id: timed ? 'younger_policy' : 'policy_ordered_by_name',
        why: timed
          ? `Younger than ${winner.ref}; Istio takes the oldest ${level} policy and never merges two`
          : `${winner.ref} comes first by name; Istio takes the oldest ${level} policy, but the manifests carry no creation time`,
        value: loser.mode,
        pointer: '/metadata/creationTimestamp',
      });
    }
    return winner;
  };

  for (const policy of inRoot.filter(
    item => !selectsEverything(item.selector),
  )) {
    ignored.push({
      ref: policy.ref,
      role: 'ignored',
      id: 'selector_in_root_namespace',
      why: 'A selector in the root namespace does not reach other namespaces, and Istio ignores the policy there',
      value: policy.mode,
      pointer: '/spec/selector',
    });
  }
  const wide = (policies: PeerAuthentication[]) =>
    policies.filter(policy => selectsEverything(policy.selector));
  const selecting = inNamespace.filter(policy => {
    if (!policy.selector || selectsEverything(policy.selector)) return false;
    const match = matchLabels(policy.selector.matchLabels, podLabels);
    if (match === 'unknown') undecided.push(policy);
    return match === 'yes';
  });
  const chain = {
    mesh: pick(wide(inRoot), 'mesh-wide'),
    namespace: pick(wide(inNamespace), 'namespace-wide'),
    workload: pick(selecting, 'workload'),
  };
  for (const policy of [chain.mesh, chain.namespace]) {
    if (!policy?.ports.size) continue;
    ignored.push({
      ref: policy.ref,
      role: 'ignored',
      id: 'port_level_without_selector',
      why: 'portLevelMtls has no effect on a policy without a selector',
      pointer: '/spec/portLevelMtls',
    });
  }
  return {
    ...chain,
    ignored,
    undecided,
    orderedByName,
    unreadInNamespace: namespace === rootNamespace ? [] : unreadIn(namespace),
    unreadInRoot: unreadIn(rootNamespace),
  };
}

function oldestFirst(left: PeerAuthentication, right: PeerAuthentication) {
  return (
    (left.object.createdAt ?? 0) - (right.object.createdAt ?? 0) ||
    nameFirst(left, right)
  );
}

function nameFirst(left: PeerAuthentication, right: PeerAuthentication) {
  return (
    compareText(left.object.name, right.object.name) ||
    compareText(left.object.namespace, right.object.namespace)
  );
}
