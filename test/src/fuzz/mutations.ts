/** Deterministic generator (mulberry32): the same seed gives the same mutations on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Mutation {
  /** names the case so that it can be made again */
  label: string;
  bytes: Uint8Array;
}

/**
 * One damaged copy: a truncation, or one to eight changed bytes; never equal to the original.
 * The first 512 bytes and the last 512 are hit more often than the rest, for there the structure is.
 */
export function mutate(original: Uint8Array, seed: number): Mutation {
  const next = random(seed);
  if (next() < 0.25) {
    const length = Math.floor(next() * original.length);
    return {
      label: `seed ${seed}: cut to ${length}`,
      bytes: original.slice(0, length),
    };
  }
  const bytes = original.slice();
  const count = 1 + Math.floor(next() * 8);
  const changes = new Set<number>();
  while (changes.size < Math.min(count, original.length)) {
    const window = Math.min(512, original.length);
    const where = next();
    let at = Math.floor(next() * original.length);
    if (where < 0.4) at = Math.floor(next() * window);
    else if (where < 0.7)
      at = original.length - 1 - Math.floor(next() * window);
    if (changes.has(at)) continue;
    changes.add(at);
    // XOR with a non-zero value changes the byte for certain.
    bytes[at] ^= 1 + Math.floor(next() * 255);
  }
  return { label: `seed ${seed}: bytes ${[...changes].join(', ')}`, bytes };
}
