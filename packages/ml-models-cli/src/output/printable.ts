// Controls, and what reorders, hides or breaks the text around it on a
// terminal; the two joiners belong to the spelling of some scripts.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|(?![\u{200c}\u{200d}])\p{Cf}/gu;

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
