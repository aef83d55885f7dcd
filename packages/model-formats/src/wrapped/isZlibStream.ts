import { Unzlib } from 'fflate';

const MODULUS = 65_521;

/**
 * Whether bytes that begin with the header of zlib go on as it does. Two bytes
 * announce it, which one in 2,000 blobs of weights has by chance: a stream that
 * ends within `head` has its checksum behind (RFC 1950 §2.2), one that goes on
 * has given about as many bytes as it took. `isKnown` may vouch for the content
 * of a damaged one.
 */
export function isZlibStream(
  head: Uint8Array,
  isWhole: boolean,
  isKnown: (content: Uint8Array) => boolean,
): boolean {
  const parts: Uint8Array[] = [];
  let damaged = false;
  try {
    new Unzlib(part => parts.push(part)).push(head, isWhole);
  } catch {
    damaged = true;
  }
  const content = concat(parts);
  if (content.length === 0) {
    return false;
  }
  return (
    hasChecksum(head, content) ||
    (!isWhole && !damaged && content.length >= head.length / 2) ||
    isKnown(content)
  );
}

function hasChecksum(head: Uint8Array, content: Uint8Array): boolean {
  let a = 1;
  let b = 0;
  for (const byte of content) {
    a = (a + byte) % MODULUS;
    b = (b + a) % MODULUS;
  }
  const sum = [b >> 8, b & 0xff, a >> 8, a & 0xff];
  // The inflater does not say where the stream ended.
  let at = head.indexOf(sum[0]);
  while (at >= 0) {
    const start = at;
    if (sum.every((byte, i) => head[start + i] === byte)) {
      return true;
    }
    at = head.indexOf(sum[0], at + 1);
  }
  return false;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
