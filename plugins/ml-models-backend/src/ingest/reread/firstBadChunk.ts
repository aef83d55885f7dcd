/** Index of the first leaf that differs, or that only one of the two has; `undefined` when all are equal. */
export function firstBadChunk(
  registered: readonly string[],
  found: readonly string[],
): number | undefined {
  const most = Math.max(registered.length, found.length);
  for (let index = 0; index < most; index += 1) {
    if (registered[index] !== found[index]) {
      return index;
    }
  }
  return undefined;
}
