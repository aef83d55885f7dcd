/** Tries at most, so that a round ends. */
const TRIES = 2_000;

/**
 * Smaller bytes that still fail in the same way: pieces are cut out, first
 * large ones, then bytes are zeroed.
 */
export function minimise(
  bytes: Uint8Array,
  fails: (candidate: Uint8Array) => boolean,
): Uint8Array {
  let best = bytes;
  let tries = 0;
  const attempt = (candidate: Uint8Array) => {
    tries += 1;
    const smaller = fails(candidate);
    best = smaller ? candidate : best;
    return smaller;
  };
  for (let piece = best.length >> 1; piece >= 1; piece >>= 1) {
    for (let at = 0; at < best.length && tries < TRIES; ) {
      if (!attempt(without(best, at, piece))) {
        at += piece;
      }
    }
  }
  for (let at = 0; at < best.length && tries < TRIES; at++) {
    if (best[at] !== 0) {
      const zeroed = best.slice();
      zeroed[at] = 0;
      attempt(zeroed);
    }
  }
  return best;
}

function without(bytes: Uint8Array, at: number, length: number): Uint8Array {
  const behind = bytes.subarray(at + length);
  const rest = new Uint8Array(at + behind.length);
  rest.set(bytes.subarray(0, at));
  rest.set(behind, at);
  return rest;
}
