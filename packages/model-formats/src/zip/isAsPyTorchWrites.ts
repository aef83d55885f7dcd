import { CONTENT_HEAD_BYTES, mayBeContent } from '../content/mayBeContent';
import { HeaderWindow } from './HeaderWindow';
import { DATA_DESCRIPTOR_FLAG, STORED, ZipEntry } from './ZipEntry';

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
/** With its mark, and 32 bits for each size. */
const DESCRIPTOR_BYTES = 16;
const MAX_NARROW = 0xffffffff;

/**
 * Whether a stored member is laid out as PyTorch's writer does it up to `next`,
 * where the next part of the archive begins, and agrees with the directory in
 * all: the same name, flags and method in the local header, no sizes there, and
 * the right ones in a data descriptor (§4.3.9) behind the content. Then
 * `dataOffset` and `plain` are set and there is nothing to report; for all
 * others there are `checkLocalHeader` and `memberEnd`. One function without
 * calls: most archives have thousands of such members and nothing else.
 */
export function isAsPyTorchWrites(
  window: HeaderWindow,
  entry: ZipEntry,
  directory: Uint8Array,
  next: number,
): boolean {
  const { headerOffset, compressedSize, flags } = entry;
  const central = entry.directoryAt;
  const nameLength = directory[central + 28] | (directory[central + 29] << 8);
  const afterName = headerOffset + LOCAL_HEADER_BYTES + nameLength;
  if (
    entry.method !== STORED ||
    !(flags & DATA_DESCRIPTOR_FLAG) ||
    compressedSize !== entry.size ||
    // Of a size past 32 bits, or of none, a descriptor can be read in two ways.
    compressedSize === 0 ||
    compressedSize > MAX_NARROW ||
    next > window.size ||
    afterName > next
  ) {
    return false;
  }
  const at = window.locate(headerOffset, afterName - headerOffset);
  const { bytes } = window;
  if (
    bytes[at] !== 0x50 ||
    bytes[at + 1] !== 0x4b ||
    bytes[at + 2] !== 0x03 ||
    bytes[at + 3] !== 0x04 ||
    (bytes[at + 6] | (bytes[at + 7] << 8)) !== flags ||
    (bytes[at + 8] | (bytes[at + 9] << 8)) !== STORED ||
    // Checksum and sizes.
    (bytes[at + 14] | bytes[at + 15] | bytes[at + 16] | bytes[at + 17]) !== 0 ||
    (bytes[at + 18] | bytes[at + 19] | bytes[at + 20] | bytes[at + 21]) !== 0 ||
    (bytes[at + 22] | bytes[at + 23] | bytes[at + 24] | bytes[at + 25]) !== 0 ||
    (bytes[at + 26] | (bytes[at + 27] << 8)) !== nameLength
  ) {
    return false;
  }
  const name = central + CENTRAL_HEADER_BYTES;
  const localName = at + LOCAL_HEADER_BYTES;
  for (let i = 0; i < nameLength; i++) {
    if (bytes[localName + i] !== directory[name + i]) {
      return false;
    }
  }
  const extra = bytes[at + 28] | (bytes[at + 29] << 8);
  const dataOffset = afterName + extra;
  const end = dataOffset + compressedSize;
  const content = localName + nameLength + extra;
  const head = content + Math.min(CONTENT_HEAD_BYTES, compressedSize);
  if (end + DESCRIPTOR_BYTES !== next || head > window.length) {
    return false;
  }
  const plain = !mayBeContent(bytes, content, head, compressedSize);
  const mark = window.locate(end, DESCRIPTOR_BYTES);
  const after = window.bytes;
  if (
    after[mark] !== 0x50 ||
    after[mark + 1] !== 0x4b ||
    after[mark + 2] !== 0x07 ||
    after[mark + 3] !== 0x08 ||
    i32(after, mark + 4) !== (entry.crc | 0) ||
    i32(after, mark + 8) !== (compressedSize | 0) ||
    i32(after, mark + 12) !== (compressedSize | 0)
  ) {
    return false;
  }
  entry.dataOffset = dataOffset;
  entry.plain = plain;
  return true;
}

function i32(bytes: Uint8Array, at: number): number {
  return (
    bytes[at] |
    (bytes[at + 1] << 8) |
    (bytes[at + 2] << 16) |
    (bytes[at + 3] << 24)
  );
}
