/** Relative weights as shares of 1; `null` each when they add up to nothing. */
export function sharesOf(weights: readonly number[]): (number | null)[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map(weight => (total > 0 ? weight / total : null));
}

/** The arm that most traffic takes; the first of equals. */
export function indexOfLargest(weights: readonly number[]): number {
  return weights.reduce(
    (best, weight, index) => (weight > weights[best] ? index : best),
    0,
  );
}
