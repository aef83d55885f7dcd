import type { NotReadable } from '@ml-models/serving-posture';

/**
 * Kinds whose absence decides a verdict. A file that could not be read may hold any of them, so none may be taken
 * for absent.
 */
const DECIDING_KINDS: readonly Pick<NotReadable, 'group' | 'kind'>[] = [
  { group: '', kind: 'Namespace' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'Pod' },
  { group: 'security.istio.io', kind: 'PeerAuthentication' },
  { group: 'security.istio.io', kind: 'AuthorizationPolicy' },
  { group: 'networking.istio.io', kind: 'VirtualService' },
  { group: 'networking.istio.io', kind: 'DestinationRule' },
  { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'policy.linkerd.io', kind: 'Server' },
  { group: 'policy.linkerd.io', kind: 'AuthorizationPolicy' },
  { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication' },
];

export function unreadKinds(problems: readonly string[]): NotReadable[] {
  if (problems.length === 0) {
    return [];
  }
  const [first, ...others] = problems;
  const reason =
    others.length === 0
      ? `Not all of the folder could be read: ${first}`
      : `Not all of the folder could be read: ${first}, and ${others.length} more`;
  return DECIDING_KINDS.map(kind => ({ ...kind, reason }));
}
