// Controls, and what reorders or hides the text around it on a terminal.
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * Text out of a file as a terminal may show it: controls, bidirectional marks
 * and lone surrogates are written as `\u{…}` (CWE-150).
 */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    char => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
