import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** How the bytes in service compare with the registered ones. */
export type ServedBytes = Wire['ModelJoin']['servedBytes'];

const LOOK: Record<ServedBytes, Pick<Wire['Verdict'], 'level' | 'concern'>> = {
  match: { level: 'declared', concern: 'none' },
  mismatch: { level: 'declared', concern: 'bad' },
  claimed: { level: 'declared', concern: 'attention' },
  unpinned: { level: 'declared', concern: 'attention' },
  unknown: { level: 'unknown', concern: 'none' },
};

/** The workload states the digest, nobody has read the served bytes. */
export function servedBytesLook(servedBytes: ServedBytes) {
  return LOOK[servedBytes];
}
