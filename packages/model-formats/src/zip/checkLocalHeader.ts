import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { ZipEntry } from './ZipEntry';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
export const DATA_DESCRIPTOR_FLAG = 0x0008;

/**
 * Sets `dataOffset` from the local header (§4.3.7) and reports where it
 * disagrees with the central directory (CVE-2025-1944, CVE-2025-1945).
 */
export function checkLocalHeader(
  bytes: PagedBytes,
  entry: ZipEntry,
  centralOffset: number,
  context: InspectionContext,
): void {
  const at = entry.headerOffset;
  if (at + LOCAL_HEADER_BYTES > bytes.size || bytes.u32(at) !== LOCAL_HEADER) {
    throw new FormatError(
      'MALFORMED',
      `the local header of “${entry.name}” is missing`,
      { offset: Math.min(at, centralOffset) },
    );
  }
  const flags = bytes.u16(at + 6);
  const method = bytes.u16(at + 8);
  const nameLength = bytes.u16(at + 26);
  const extraLength = bytes.u16(at + 28);
  // No more than is compared: many members may point at one long name.
  const nameBytes = bytes.read(
    at + LOCAL_HEADER_BYTES,
    Math.min(nameLength, entry.nameBytes),
  );
  const name = tryDecodeUtf8(nameBytes) ?? escapeBytes(nameBytes);
  entry.dataOffset = at + LOCAL_HEADER_BYTES + nameLength + extraLength;
  if (entry.dataOffset + entry.compressedSize > bytes.size) {
    throw new FormatError(
      'TRUNCATED',
      `“${entry.name}” runs past the end of the file`,
      { offset: at },
    );
  }
  const differences: string[] = [];
  if (name !== entry.name || nameLength !== entry.nameBytes) {
    differences.push(`name “${name}”`);
  }
  if (method !== entry.method) {
    differences.push('method');
  }
  if (flags !== entry.flags) {
    differences.push('flags');
  }
  if (!(flags & DATA_DESCRIPTOR_FLAG)) {
    const sizes = [bytes.u32(at + 18), bytes.u32(at + 22)];
    const expected = [entry.compressedSize, entry.size];
    // All ones stand for a ZIP64 field; the directory's value counts there.
    if (sizes.some((size, i) => size !== 0xffffffff && size !== expected[i])) {
      differences.push('sizes');
    }
    if (bytes.u32(at + 14) !== entry.crc) {
      differences.push('CRC');
    }
  }
  if (differences.length > 0) {
    context.report(
      'zip/header-mismatch',
      `local header and central directory differ in ${differences.join(', ')}`,
      { offset: at, member: entry.name },
    );
  }
}
