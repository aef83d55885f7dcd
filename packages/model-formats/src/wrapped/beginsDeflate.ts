/** Block types (RFC 1951 §3.2.3). */
const STORED = 0;
const DYNAMIC = 2;
const RESERVED = 3;
/** Three bits of every block, 14 more and up to 19 lengths of three bits. */
const DYNAMIC_BYTES = 10;
/** There are 286 literals and lengths and 30 distances, at least 257 and 1. */
const MAX_COUNT = 29;
const COUNT_BITS = 5;
const LENGTH_BITS = 3;
/** The sum of 2^-length over all codes of a complete set, in 128ths. */
const COMPLETE = 128;

/**
 * Whether the first block of a deflate stream can begin at `at`, as far as its
 * header says: every inflater refuses what is none before it gives a byte.
 * Half of the data that has the two bytes of zlib by chance is told by it.
 */
export function beginsDeflate(
  bytes: Uint8Array,
  at: number,
  end: number,
): boolean {
  const type = (bytes[at] >> 1) & 3;
  if (at >= end || type === RESERVED) {
    return at >= end;
  }
  if (type === STORED) {
    // The length and its complement (§3.2.4).
    return (
      at + 5 > end ||
      ((bytes[at + 1] ^ bytes[at + 3]) === 0xff &&
        (bytes[at + 2] ^ bytes[at + 4]) === 0xff)
    );
  }
  return type !== DYNAMIC || at + DYNAMIC_BYTES > end || hasCodes(bytes, at);
}

/** Counts and lengths of codes as §3.2.7 lays them out: a complete set. */
function hasCodes(bytes: Uint8Array, start: number): boolean {
  let bit = 3;
  const take = (count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++) {
      value |= ((bytes[start + (bit >> 3)] >> (bit & 7)) & 1) << i;
      bit += 1;
    }
    return value;
  };
  if (take(COUNT_BITS) > MAX_COUNT || take(COUNT_BITS) > MAX_COUNT) {
    return false;
  }
  const lengths = take(4) + 4;
  let sum = 0;
  for (let i = 0; i < lengths; i++) {
    const length = take(LENGTH_BITS);
    sum += length > 0 ? COMPLETE >> length : 0;
  }
  return sum === COMPLETE;
}
