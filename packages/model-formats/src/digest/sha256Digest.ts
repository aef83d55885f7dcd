import { toHex } from './hex';

const FORM = /^sha256:[0-9a-f]{64}$/;

/** True for `sha256:` + 64 lower-case hex digits, the only spelling used. @public */
export function isSha256Digest(text: string): boolean {
  return FORM.test(text);
}

/** `sha256:` form of the 32 bytes of a digest. @public */
export function formatSha256(bytes: Uint8Array): string {
  if (bytes.length !== 32) {
    throw new TypeError(`a SHA-256 has 32 bytes, not ${bytes.length}`);
  }
  return `sha256:${toHex(bytes)}`;
}

/**
 * The 32 bytes behind a `sha256:` form.
 * Throws `TypeError` on any other spelling.
 * @public
 */
export function parseSha256(text: string): Uint8Array {
  if (!isSha256Digest(text)) {
    throw new TypeError('not a digest of the form sha256:<64 hex digits>');
  }
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) {
    bytes[i] = Number.parseInt(text.slice(7 + 2 * i, 9 + 2 * i), 16);
  }
  return bytes;
}
