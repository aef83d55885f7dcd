const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i;
/** What stands behind the `@` of an address and means to be a digest. */
const PINNED = /@(sha\d{1,4}:[^@]*)$/i;

/**
 * One spelling for what people write: `sha256:` + 64 lower-case hex digits.
 * `undefined` for what names no such digest.
 */
export function readDigest(text: string): string | undefined {
  const hex = DIGEST.exec(text.trim())?.[1];
  return hex === undefined ? undefined : `sha256:${hex.toLowerCase()}`;
}

/**
 * The digest that an address of an image or artifact pins. `unreadable` where
 * it means to pin one that cannot be read, `undefined` where it pins none.
 */
export function pinnedDigest(uri: string): string | 'unreadable' | undefined {
  const text = PINNED.exec(uri.trim())?.[1];
  return text === undefined ? undefined : readDigest(text) ?? 'unreadable';
}
