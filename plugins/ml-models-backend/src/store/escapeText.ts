/**
 * Text of unknown origin on its way to a column: PostgreSQL refuses NUL, UTF-8 has no lone surrogates. Both become
 * U+FFFD. Columns serve finding and sorting; the exact text stays in the event's JSON, where NUL is an escape.
 */
export function escapeText(text: string): string {
  return wellFormed(text.replaceAll('\0', '\ufffd'));
}

/** Lone surrogates become U+FFFD. */
export function wellFormed(text: string): string {
  // in a Unicode expression a surrogate that belongs to a pair is no surrogate
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** As `escapeText`, for a column that may be empty. */
export function escapeOptional(text: string | undefined): string | null {
  return text === undefined ? null : escapeText(text);
}

/** The words of a search as they stand in the `search` column. */
export function foldCase(text: string): string {
  return escapeText(text).toLocaleLowerCase('en-US');
}
