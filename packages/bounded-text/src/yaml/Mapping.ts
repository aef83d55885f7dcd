/** A mapping of a document; every name is a key like any other, `__proto__` too. */
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An assignment to `__proto__` would change what the object is, and keep no key (CWE-1321). */
export function setKey(mapping: Mapping, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(mapping, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    mapping[key] = value;
  }
}
