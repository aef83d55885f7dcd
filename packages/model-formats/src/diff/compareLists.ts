import { ListDifference } from './difference';

/**
 * Matches entries by `keyOf`; the second of two with one key is matched with
 * the second of the other list. `isEqual` decides between equal and changed.
 */
export function compareLists<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (entry: T) => string,
  isEqual: (a: T, b: T) => boolean = sameJson,
): ListDifference<T> {
  const waiting = new Map<string, T[]>();
  // Backwards, so that `pop` gives the first one.
  for (let i = before.length - 1; i >= 0; i--) {
    const key = keyOf(before[i]);
    const same = waiting.get(key);
    if (same) {
      same.push(before[i]);
    } else {
      waiting.set(key, [before[i]]);
    }
  }
  const difference: ListDifference<T> = {
    added: [],
    removed: [],
    changed: [],
    unchanged: 0,
  };
  for (const to of after) {
    const key = keyOf(to);
    const from = waiting.get(key)?.pop();
    if (from === undefined) {
      difference.added.push(to);
    } else if (isEqual(from, to)) {
      difference.unchanged += 1;
    } else {
      difference.changed.push({ key, from, to });
    }
  }
  for (const left of waiting.values()) {
    difference.removed.push(...left.reverse());
  }
  return difference;
}

/** Readers write the fields of one kind of entry in one order. */
function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
