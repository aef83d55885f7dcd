const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i;
/** What `sha256sum` prints; a backslash before names that it escapes. */
const SUM_LINE = /^\\?([0-9a-f]{64})[ \t]+\*?\S.*$/i;
/** The same as `sha256sum --tag` and BSD's tools print it. */
const TAG_LINE = /^\\?SHA256 ?\(.*\) ?= ?([0-9a-f]{64})$/i;
/** Fewer digits than six are words and numbers more often than digests. */
const START = /^(?:sha256:)?([0-9a-f]{6,63})$/i;

/**
 * The `sha256:` form of a digest, or of a line of `sha256sum`, that stands alone in a search, else `undefined`.
 * @public
 */
export function pastedDigest(text: string): string | undefined {
  const trimmed = text.trim();
  const digits = [DIGEST, SUM_LINE, TAG_LINE]
    .map(form => form.exec(trimmed)?.[1])
    .find(Boolean);
  return digits && `sha256:${digits.toLocaleLowerCase('en-US')}`;
}

/**
 * `sha256:` and the digits, six or more, that a word begins a digest with, else `undefined`. Such a word may be one
 * of a language as well.
 * @public
 */
export function digestStart(word: string): string | undefined {
  const digits = START.exec(word.trim())?.[1];
  return digits && `sha256:${digits.toLocaleLowerCase('en-US')}`;
}
