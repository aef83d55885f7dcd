/** A check under its present name; `signature` was what `interface` is, and said nothing about signatures. */
export function presentCheck<T extends { id?: unknown }>(check: T): T {
  return check.id === 'signature' ? { ...check, id: 'interface' } : check;
}
