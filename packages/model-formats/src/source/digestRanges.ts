import { CreateSha256 } from '../digest/Sha256Hasher';
import { formatSha256 } from '../digest/sha256Digest';
import { ByteSource } from './ByteSource';

/** `start…end` in a file. */
export type ByteRange = readonly [start: number, end: number];

const BLOCK_BYTES = 1024 * 1024;

/** SHA-256 in `sha256:` form over the ranges one after the other, in bounded blocks. */
export function digestRanges(
  source: ByteSource,
  ranges: readonly ByteRange[],
  createSha256: CreateSha256,
): string {
  const hash = createSha256();
  for (const [start, end] of ranges) {
    for (let at = start; at < end; at += BLOCK_BYTES) {
      hash.update(source.read(at, Math.min(BLOCK_BYTES, end - at)));
    }
  }
  return formatSha256(hash.digest());
}
