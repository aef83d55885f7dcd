import type { NotReadable } from '@ml-models/serving-posture';
import type { ManifestProblem } from '../manifest/listManifests';

/** Kinds whose absence `serving-posture` draws a conclusion from. */
const DECIDING_KINDS: readonly [group: string, kind: string][] = [
  ['', 'ConfigMap'],
  ['', 'Namespace'],
  ['', 'ServiceAccount'],
  ['networking.istio.io', 'DestinationRule'],
  ['node.k8s.io', 'RuntimeClass'],
  ['policy.linkerd.io', 'AuthorizationPolicy'],
  ['policy.linkerd.io', 'MeshTLSAuthentication'],
  ['policy.linkerd.io', 'NetworkAuthentication'],
  ['policy.linkerd.io', 'Server'],
  ['policy.linkerd.io', 'ServerAuthorization'],
  ['security.istio.io', 'AuthorizationPolicy'],
  ['security.istio.io', 'PeerAuthentication'],
];

/**
 * One unread file may hold any object: whatever would be concluded from the
 * absence of a deciding kind becomes unknown.
 */
export function unreadKinds(
  problems: readonly ManifestProblem[],
): NotReadable[] {
  if (problems.length === 0) {
    return [];
  }
  const [{ path }] = problems;
  const reason = `${path} could not be read and may hold one`;
  return DECIDING_KINDS.map(([group, kind]) => ({ group, kind, reason }));
}
