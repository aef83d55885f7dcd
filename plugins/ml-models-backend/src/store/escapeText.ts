/**
 * Text of unknown origin on its way to a column: PostgreSQL refuses NUL, UTF-8 has no lone surrogates. Both become
 * U+FFFD. Columns serve finding and sorting; the exact text stays in the event's JSON, where NUL is an escape.
 */
export function escapeText(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

/** As `escapeText`, for a column that may be empty. */
export function escapeOptional(text: string | undefined): string | null {
  return text === undefined ? null : escapeText(text);
}

/** The words of a search as they stand in the `search` column. */
export function foldCase(text: string): string {
  return escapeText(text).toLocaleLowerCase('en-US');
}
