import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { CONTENT_HEAD_BYTES, mayBeContent } from '../content/mayBeContent';
import { readExtraFields } from './extraFields';
import { HeaderWindow } from './HeaderWindow';
import { u16, u32 } from './littleEndian';
import { DATA_DESCRIPTOR_FLAG, STORED, ZipEntry } from './ZipEntry';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const ALL_ONES = 0xffffffff;

/**
 * Sets `dataOffset` and `plain` from the local header (§4.3.7) and what follows
 * it, and reports where the header disagrees with the central one in `directory`
 * (CVE-2025-1944, CVE-2025-1945). A member without one is unreadable, the
 * others are not.
 */
export function checkLocalHeader(
  window: HeaderWindow,
  entry: ZipEntry,
  directory: Uint8Array,
  /** position of the directory in the file */
  directoryOffset: number,
  context: InspectionContext,
): void {
  const offset = entry.headerOffset;
  const central = entry.directoryAt;
  const nameLength = u16(directory, central + 28);
  const room = window.size - offset;
  const at =
    room < LOCAL_HEADER_BYTES
      ? -1
      : window.locate(offset, Math.min(room, LOCAL_HEADER_BYTES + nameLength));
  if (at < 0 || u32(window.bytes, at) !== LOCAL_HEADER) {
    unreadable(
      entry,
      'the local header of the member is missing',
      Math.min(offset, directoryOffset + central),
      context,
    );
    return;
  }
  entry.dataOffset =
    offset +
    LOCAL_HEADER_BYTES +
    u16(window.bytes, at + 26) +
    u16(window.bytes, at + 28);
  const differences = differencesOf(window, entry, directory, nameLength);
  if (differences.length > 0) {
    context.report(
      'zip/header-mismatch',
      `local header and central directory differ in ${differences.join(', ')}`,
      { offset, member: entry.name },
    );
  }
  if (entry.dataOffset + entry.compressedSize > window.size) {
    unreadable(
      entry,
      'the member runs past the end of the file',
      offset,
      context,
    );
  } else if (entry.method === STORED && entry.compressedSize > 0) {
    const length = Math.min(CONTENT_HEAD_BYTES, entry.compressedSize);
    const start = window.locate(entry.dataOffset, length);
    entry.plain = !mayBeContent(
      window.bytes,
      start,
      start + length,
      entry.compressedSize,
    );
  }
}

function differencesOf(
  window: HeaderWindow,
  entry: ZipEntry,
  directory: Uint8Array,
  /** in the directory */
  centralLength: number,
): string[] {
  const offset = entry.headerOffset;
  const room = Math.min(
    window.size - offset,
    LOCAL_HEADER_BYTES + centralLength,
  );
  const at = window.locate(offset, room);
  const { bytes } = window;
  const differences: string[] = [];
  const nameLength = u16(bytes, at + 26);
  const name = at + LOCAL_HEADER_BYTES;
  if (
    nameLength !== centralLength ||
    name + nameLength > at + room ||
    !sameBytes(
      bytes,
      name,
      directory,
      entry.directoryAt + CENTRAL_HEADER_BYTES,
      nameLength,
    )
  ) {
    const local = bytes.subarray(name, Math.min(name + nameLength, at + room));
    differences.push(`name “${tryDecodeUtf8(local) ?? escapeBytes(local)}”`);
  }
  const flags = u16(bytes, at + 6);
  if (u16(bytes, at + 8) !== entry.method) {
    differences.push('method');
  }
  if (flags !== entry.flags) {
    differences.push('flags');
  }
  const crc = u32(bytes, at + 14);
  const sizes = {
    compressedSize: u32(bytes, at + 18),
    size: u32(bytes, at + 22),
  };
  const later = (flags & DATA_DESCRIPTOR_FLAG) !== 0;
  if (sizes.compressedSize === ALL_ONES || sizes.size === ALL_ONES) {
    wideSizes(window, entry, nameLength, sizes);
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
  window: HeaderWindow,
  entry: ZipEntry,
  nameLength: number,
  sizes: { compressedSize: number; size: number },
): void {
  const start = entry.headerOffset + LOCAL_HEADER_BYTES + nameLength;
  const length = Math.min(entry.dataOffset, window.size) - start;
  try {
    const fields = { ...sizes, headerOffset: 0 };
    const at = window.locate(start, length);
    readExtraFields(window.bytes, at, at + length, fields, start - at);
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

function sameBytes(
  a: Uint8Array,
  aStart: number,
  b: Uint8Array,
  bStart: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i++) {
    if (a[aStart + i] !== b[bStart + i]) {
      return false;
    }
  }
  return true;
}
