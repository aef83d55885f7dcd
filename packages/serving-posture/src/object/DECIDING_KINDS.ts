import type { NotReadable } from '../types';

/**
 * Kinds whose absence from `objects` a verdict is drawn from. Whatever could
 * not be read may hold one of them, so a caller that missed a file says that
 * it could not read these (`PostureInput.notReadable`).
 *
 * @public
 */
export const DECIDING_KINDS: readonly Pick<NotReadable, 'group' | 'kind'>[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'Namespace' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'networking.istio.io', kind: 'DestinationRule' },
  { group: 'node.k8s.io', kind: 'RuntimeClass' },
  { group: 'policy.linkerd.io', kind: 'AuthorizationPolicy' },
  { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication' },
  { group: 'policy.linkerd.io', kind: 'NetworkAuthentication' },
  { group: 'policy.linkerd.io', kind: 'Server' },
  { group: 'policy.linkerd.io', kind: 'ServerAuthorization' },
  { group: 'security.istio.io', kind: 'AuthorizationPolicy' },
  { group: 'security.istio.io', kind: 'PeerAuthentication' },
];
