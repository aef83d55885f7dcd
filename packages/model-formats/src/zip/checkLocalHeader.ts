import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { readExtraFields } from './extraFields';
import { u16, u32 } from './littleEndian';
import { DATA_DESCRIPTOR_FLAG, STORED, ZipEntry } from './ZipEntry';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const ALL_ONES = 0xffffffff;

/**
 * Sets `dataOffset` and `firstByte` from the local header (§4.3.7) and reports where it
 * disagrees with the central directory (CVE-2025-1944, CVE-2025-1945). A
 * member without one is unreadable, the others are not.
 */
export function checkLocalHeader(
  bytes: ByteCursor,
  entry: ZipEntry,
  nameBytes: Uint8Array,
  centralOffset: number,
  context: InspectionContext,
): void {
  const at = entry.headerOffset;
  const room = bytes.size - at;
  const header =
    room < LOCAL_HEADER_BYTES
      ? undefined
      : bytes.slice(
          at,
          at + Math.min(room, LOCAL_HEADER_BYTES + nameBytes.length),
        );
  if (!header || u32(header, 0) !== LOCAL_HEADER) {
    unreadable(
      entry,
      'the local header of the member is missing',
      Math.min(at, centralOffset),
      context,
    );
    return;
  }
  const nameLength = u16(header, 26);
  const extraStart = at + LOCAL_HEADER_BYTES + nameLength;
  entry.dataOffset = extraStart + u16(header, 28);
  const differences = isAsStated(header, entry, nameBytes)
    ? undefined
    : differencesOf(bytes, header, entry, nameBytes);
  if (differences && differences.length > 0) {
    context.report(
      'zip/header-mismatch',
      `local header and central directory differ in ${differences.join(', ')}`,
      { offset: at, member: entry.name },
    );
  }
  if (entry.dataOffset + entry.compressedSize > bytes.size) {
    unreadable(entry, 'the member runs past the end of the file', at, context);
  } else if (entry.method === STORED && entry.compressedSize > 0) {
    [entry.firstByte] = bytes.slice(entry.dataOffset, entry.dataOffset + 1);
  }
}

/** The usual case, without a list of what is not the case. */
function isAsStated(
  header: Uint8Array,
  entry: ZipEntry,
  nameBytes: Uint8Array,
): boolean {
  if (
    u16(header, 6) !== entry.flags ||
    u16(header, 8) !== entry.method ||
    u32(header, 14) !== 0 ||
    u32(header, 18) !== 0 ||
    u32(header, 22) !== 0 ||
    u16(header, 26) !== nameBytes.length ||
    !(entry.flags & DATA_DESCRIPTOR_FLAG)
  ) {
    return false;
  }
  for (let i = 0; i < nameBytes.length; i++) {
    if (header[LOCAL_HEADER_BYTES + i] !== nameBytes[i]) {
      return false;
    }
  }
  return true;
}

function differencesOf(
  bytes: ByteCursor,
  header: Uint8Array,
  entry: ZipEntry,
  nameBytes: Uint8Array,
): string[] {
  const differences: string[] = [];
  const nameLength = u16(header, 26);
  const name = header.subarray(
    LOCAL_HEADER_BYTES,
    LOCAL_HEADER_BYTES + nameLength,
  );
  if (nameLength !== nameBytes.length || !sameBytes(name, nameBytes)) {
    differences.push(`name “${tryDecodeUtf8(name) ?? escapeBytes(name)}”`);
  }
  const flags = u16(header, 6);
  if (u16(header, 8) !== entry.method) {
    differences.push('method');
  }
  if (flags !== entry.flags) {
    differences.push('flags');
  }
  const crc = u32(header, 14);
  const sizes = { compressedSize: u32(header, 18), size: u32(header, 22) };
  const later = (flags & DATA_DESCRIPTOR_FLAG) !== 0;
  if (sizes.compressedSize === ALL_ONES || sizes.size === ALL_ONES) {
    wideSizes(bytes, entry, nameLength, sizes);
  }
  // With a descriptor they are zero, or the truth already.
  const wrong = (value: number, expected: number) =>
    value !== expected && !(later && value === 0);
  if (
    wrong(sizes.compressedSize, entry.compressedSize) ||
    wrong(sizes.size, entry.size)
  ) {
    differences.push('sizes');
  }
  if (wrong(crc, entry.crc)) {
    differences.push('CRC');
  }
  return differences;
}

/** Sizes of the local ZIP64 field; as they are when that is no good. */
function wideSizes(
  bytes: ByteCursor,
  entry: ZipEntry,
  nameLength: number,
  sizes: { compressedSize: number; size: number },
): void {
  const start = entry.headerOffset + LOCAL_HEADER_BYTES + nameLength;
  const length = Math.min(entry.dataOffset, bytes.size) - start;
  try {
    const fields = { ...sizes, headerOffset: 0 };
    readExtraFields(
      bytes.slice(start, start + length),
      0,
      length,
      fields,
      start,
    );
    sizes.compressedSize = fields.compressedSize;
    sizes.size = fields.size;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
}

function unreadable(
  entry: ZipEntry,
  why: string,
  offset: number,
  context: InspectionContext,
): void {
  entry.unreadable = why;
  context.report('zip/unreadable-member', why, { offset, member: entry.name });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) {
      return false;
    }
  }
  return true;
}
