import type { NotReadable } from '@ml-models/serving-posture';
import { ManifestProblem } from '../manifest/listManifests';

/** Kinds whose absence is itself a verdict: no policy, no subset, no label. */
const DECIDING_KINDS = [
  ['', 'Namespace'],
  ['security.istio.io', 'PeerAuthentication'],
  ['security.istio.io', 'AuthorizationPolicy'],
  ['networking.istio.io', 'DestinationRule'],
  ['networking.istio.io', 'VirtualService'],
  ['policy.linkerd.io', 'Server'],
  ['policy.linkerd.io', 'AuthorizationPolicy'],
] as const;

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
  const reason = `${problems.length} files could not be read, first ${problems[0].path}`;
  return DECIDING_KINDS.map(([group, kind]) => ({ group, kind, reason }));
}
