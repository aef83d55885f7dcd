import { FormatError } from '../inspection/FormatError';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const SHORT_BYTES = 128;

/**
 * Text of `bytes`; `offset` is where they stand in the file.
 * Throws `INVALID_UTF8`: a replacement character would make two different
 * names equal.
 */
export function decodeUtf8(bytes: Uint8Array, offset: number): string {
  return decodeShortAscii(bytes) ?? decodeStrictly(bytes, offset);
}

/** Most names; one flat string at a fraction of the cost of a decoder. */
function decodeShortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > SHORT_BYTES) {
    return undefined;
  }
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] >= 0x80) {
      return undefined;
    }
  }
  return latin1(bytes);
}

/** Each byte as the character of its number: one call, for some hundred bytes at most. */
export function latin1(bytes: Uint8Array): string {
  return Reflect.apply(String.fromCharCode, undefined, bytes);
}

function decodeStrictly(bytes: Uint8Array, offset: number): string {
  try {
    return STRICT.decode(bytes);
  } catch (cause) {
    throw new FormatError('INVALID_UTF8', 'a name or text is not UTF-8', {
      offset,
      cause,
    });
  }
}

/** Text of `bytes`, or `undefined` when they are not UTF-8. */
export function tryDecodeUtf8(bytes: Uint8Array): string | undefined {
  const ascii = decodeShortAscii(bytes);
  if (ascii !== undefined) {
    return ascii;
  }
  try {
    return STRICT.decode(bytes);
  } catch {
    return undefined;
  }
}

const ESCAPED = Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x7f && byte !== 0x5c
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).padStart(2, '0')}`,
);

/**
 * Byte strings of formats without an encoding, escaped so that they can be
 * shown and compared: every byte outside printable ASCII as `\xNN`.
 */
export function escapeBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    text += ESCAPED[bytes[i]];
  }
  return text;
}
