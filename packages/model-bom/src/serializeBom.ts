/**
 * The text of a document: keys in code-unit order at every level, two blanks
 * of indentation, one line feed at the end. Equal documents give equal bytes.
 * @public
 */
export function serializeBom(document: object): string {
  return `${JSON.stringify(document, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value);
  // keys that look like integers come first in any object, in every engine
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
