import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocatedArtifact } from './resolveArtifacts';

/**
 * Bytes that a version will be, for the progress bar alone: `null` while a stream is among its files. What
 * counts is measured on the open file later.
 */
export async function totalBytes(
  located: readonly LocatedArtifact[],
): Promise<number | null> {
  let total = 0;
  for (const { origin } of located) {
    if (origin.type !== 'file') {
      return null;
    }
    const stats = await stat(join(origin.root, origin.path)).catch(() => null);
    total += stats?.size ?? 0;
  }
  return total;
}
