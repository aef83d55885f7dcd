/** Seeded numbers in 0…1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cuts the bytes or changes one to four of them. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  if (random() < 0.3) {
    return bytes.slice(0, Math.floor(random() * bytes.length));
  }
  const changed = Uint8Array.from(bytes);
  const flips = 1 + Math.floor(random() * 4);
  for (let i = 0; i < flips; i++) {
    changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
  }
  return changed;
}
