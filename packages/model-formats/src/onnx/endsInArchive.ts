import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { findEndOfCentralDirectory } from '../zip/endOfCentralDirectory';

const CENTRAL_HEADER = 0x02014b50;
const HEADER_BYTES = 4;

/**
 * Whether readers that look from the end take the file for a ZIP archive. They
 * find the directory at its stored position or right before the end record.
 */
export function endsInArchive(source: ByteSource): boolean {
  const bytes = new PagedBytes(source);
  const end = findEndOfCentralDirectory(bytes);
  if (end < 0) {
    return false;
  }
  const length = bytes.u32(end + 12);
  const offset = bytes.u32(end + 16);
  return [end - length, offset].some(
    at =>
      at >= 0 &&
      at + HEADER_BYTES <= bytes.size &&
      bytes.u32(at) === CENTRAL_HEADER,
  );
}
