/** Runs of an encoding shorter than this hold no stream that calls something. */
const SHORTEST = 24;
const NONE: readonly EncodedData[] = [];

const VALUES = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].forEach(
  (character, i) => {
    VALUES[character.charCodeAt(0)] = i;
  },
);
// Both alphabets of RFC 4648 (§4, §5).
[...'+-'].forEach(c => (VALUES[c.charCodeAt(0)] = 62));
[...'/_'].forEach(c => (VALUES[c.charCodeAt(0)] = 63));

export interface EncodedData {
  encoding: 'base64' | 'hex';
  bytes: Uint8Array;
}

/** Bytes that stand in a text in base64 or hexadecimal (RFC 4648). */
export function encodedData(text: string): readonly EncodedData[] {
  // Lines of wrapped base64 are one run.
  const joined = text.includes('\n') ? text.replace(/\r?\n/g, '') : text;
  let found: EncodedData[] | undefined;
  let start = 0;
  let hex = true;
  // Not by pattern: a run may be megabytes long.
  for (let i = 0; i <= joined.length; i++) {
    const code = i < joined.length ? joined.charCodeAt(i) : 0;
    if (code < 128 && VALUES[code] >= 0) {
      hex &&= isHexDigit(code);
      continue;
    }
    if (i - start >= SHORTEST) {
      const run = joined.slice(start, i);
      found ??= [];
      if (hex && run.length % 2 === 0) {
        found.push({ encoding: 'hex', bytes: decodeHex(run) });
      }
      found.push({ encoding: 'base64', bytes: decodeBase64(run) });
    }
    start = i + 1;
    hex = true;
  }
  return found ?? NONE;
}

function isHexDigit(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x61 && code <= 0x66) ||
    (code >= 0x41 && code <= 0x46)
  );
}

function decodeHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

function decodeBase64(text: string): Uint8Array {
  const { length } = text;
  const bytes = new Uint8Array((length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    held = ((held << 6) | VALUES[text.charCodeAt(i)]) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}
