import { FormatError } from '../inspection/FormatError';
import { u16, u64 } from './littleEndian';

const ZIP64 = 0x0001;
/** Info-ZIP's second name, which some readers believe and others ignore. */
const UNICODE_PATH = 0x7075;
const ALL_ONES = 0xffffffff;

/** Sizes and position that ZIP64 replaces where they are all ones (§4.5.3). */
export interface Zip64Fields {
  size: number;
  compressedSize: number;
  headerOffset: number;
}

/**
 * Reads the extra fields `start…end` of `bytes` and puts the ZIP64 values into
 * `fields`; answers whether a second name stands there. `offset` is where
 * `bytes` begins in the file. Throws `MALFORMED` and `INTEGER_OVERFLOW`.
 */
export function readExtraFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  fields: Zip64Fields,
  offset: number,
): { secondName: boolean } {
  let secondName = false;
  let at = start;
  // PyTorch pads with fields of its own; fewer than four bytes are none.
  while (at + 4 <= end) {
    const id = u16(bytes, at);
    const length = u16(bytes, at + 2);
    at += 4;
    if (at + length > end) {
      throw new FormatError('MALFORMED', 'an extra field is too long', {
        offset: offset + at,
      });
    }
    if (id === ZIP64) {
      applyZip64(bytes, at, at + length, fields, offset);
    }
    secondName ||= id === UNICODE_PATH;
    at += length;
  }
  return { secondName };
}

function applyZip64(
  bytes: Uint8Array,
  start: number,
  end: number,
  fields: Zip64Fields,
  offset: number,
): void {
  let at = start;
  const take = (value: number) => {
    if (value !== ALL_ONES) {
      return value;
    }
    if (at + 8 > end) {
      throw new FormatError('MALFORMED', 'a ZIP64 field is too short', {
        offset: offset + start,
      });
    }
    const wide = u64(bytes, at);
    if (!Number.isSafeInteger(wide)) {
      throw new FormatError('INTEGER_OVERFLOW', 'a size is past 2^53', {
        offset: offset + at,
      });
    }
    at += 8;
    return wide;
  };
  fields.size = take(fields.size);
  fields.compressedSize = take(fields.compressedSize);
  fields.headerOffset = take(fields.headerOffset);
}
