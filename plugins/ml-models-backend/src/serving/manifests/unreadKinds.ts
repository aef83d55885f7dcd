import { DECIDING_KINDS, NotReadable } from '@ml-models/serving-posture';

/**
 * Kinds whose absence decides a verdict. A file that could not be read may hold any of them, so none may be taken
 * for absent.
 */
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
