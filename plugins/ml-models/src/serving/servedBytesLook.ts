import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** How the bytes in service compare with the registered ones. */
export type ServedBytes = Wire['ServedBytes'];

const LOOK: Record<ServedBytes, Pick<Wire['Verdict'], 'level' | 'concern'>> = {
  // The runtime itself keeps to the digest that the registry measured.
  match: { level: 'verified', concern: 'none' },
  mismatch: { level: 'measured', concern: 'bad' },
  // Text that anyone can paste.
  claimed: { level: 'declared', concern: 'none' },
  unpinned: { level: 'declared', concern: 'attention' },
  unknown: { level: 'unknown', concern: 'none' },
};

/**
 * Looks of the comparison. `level`, where the answer has one, says how it is
 * known and wins: what only manifests declare is never confirmed.
 */
export function servedBytesLook(
  servedBytes: ServedBytes,
  level?: Wire['Level'],
): Pick<Wire['Verdict'], 'level' | 'concern'> {
  const look = LOOK[servedBytes];
  return { ...look, level: level ?? look.level };
}
