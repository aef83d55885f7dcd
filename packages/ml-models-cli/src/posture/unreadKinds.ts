import { DECIDING_KINDS, NotReadable } from '@ml-models/serving-posture';
import type { ManifestProblem } from '../manifest/listManifests';

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
  return DECIDING_KINDS.map(about => ({ ...about, reason }));
}
