/** Runs of an encoding shorter than this hold no stream that calls something. */
const SHORTEST = 24;
/** Runs looked at in one text. */
const RUNS = 64;
const RUN = new RegExp(`[A-Za-z0-9+/_-]{${SHORTEST},}={0,2}`, 'g');
const ANY_RUN = new RegExp(`[A-Za-z0-9+/_-]{${SHORTEST}}`);
const NONE: readonly EncodedData[] = [];
const HEX = /^(?:[0-9a-f]{2})+$|^(?:[0-9A-F]{2})+$/;

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
  if (!ANY_RUN.test(text) && !text.includes('\n')) {
    return NONE;
  }
  // Lines of wrapped base64 are one run.
  const joined = text.includes('\n') ? text.replace(/\r?\n/g, '') : text;
  const found: EncodedData[] = [];
  let runs = 0;
  for (const [run] of joined.matchAll(RUN)) {
    runs += 1;
    if (runs > RUNS) {
      break;
    }
    if (HEX.test(run)) {
      found.push({ encoding: 'hex', bytes: decodeHex(run) });
    }
    found.push({ encoding: 'base64', bytes: decodeBase64(run) });
  }
  return found;
}

function decodeHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length >> 1 }, (_, i) =>
    parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

function decodeBase64(text: string): Uint8Array {
  const length = text.endsWith('=') ? text.indexOf('=') : text.length;
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
