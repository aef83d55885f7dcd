const PASTED_DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i;
const SHORT_DIGITS = 12;

/** The `sha256:` form of a digest that someone pasted, else `undefined`. */
export function pastedDigest(text: string): string | undefined {
  const digits = PASTED_DIGEST.exec(text.trim())?.[1];
  return digits && `sha256:${digits.toLocaleLowerCase('en-US')}`;
}

/** First 12 digits. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, SHORT_DIGITS);
}
