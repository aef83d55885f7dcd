import { Random } from './FormatFuzzer';

/** A whole number from 0 up to, and without, `end`. */
export function below(end: number, next: Random): number {
  return Math.floor(next() * end);
}

/** One of `values`. */
export function pick<T>(values: readonly T[], next: Random): T {
  return values[below(values.length, next)];
}

/** Numbers at which lengths, counts and positions go wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

/** A copy with some bytes of `start…end` changed, or a number set to an edge. */
export function damage(
  bytes: Uint8Array,
  start: number,
  end: number,
  next: Random,
): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const length = end - start;
  if (length <= 0) {
    return copy;
  }
  for (let i = 1 + below(4, next); i > 0; i--) {
    const at = start + below(length, next);
    if (next() < 0.3 && at + 4 <= end) {
      const view = new DataView(copy.buffer, copy.byteOffset);
      view.setUint32(at, pick(EDGES, next), true);
    } else {
      copy[at] = below(256, next);
    }
  }
  return copy;
}
