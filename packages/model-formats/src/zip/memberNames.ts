import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { locateCentralDirectory } from './endOfCentralDirectory';

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;

/**
 * Names in the central directory, unchecked, to tell what kind of archive it
 * is; `undefined` when there is none.
 */
export function memberNames(source: ByteSource): string[] | undefined {
  const bytes = new PagedBytes(source);
  const names: string[] = [];
  try {
    const context = new InspectionContext({ format: 'unknown' });
    const extent = locateCentralDirectory(bytes, context);
    context.assertLimit('archiveEntries', extent.count);
    let at = extent.offset;
    for (let i = 0; i < extent.count; i++) {
      if (bytes.u32(at) !== CENTRAL_HEADER) {
        break;
      }
      const length = bytes.u16(at + 28);
      const name = bytes.read(at + CENTRAL_HEADER_BYTES, length);
      names.push(tryDecodeUtf8(name) ?? escapeBytes(name));
      at +=
        CENTRAL_HEADER_BYTES + length + bytes.u16(at + 30) + bytes.u16(at + 32);
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
  return names.length > 0 ? names : undefined;
}
