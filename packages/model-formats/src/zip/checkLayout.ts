import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { DATA_DESCRIPTOR_FLAG } from './checkLocalHeader';
import { DirectoryExtent } from './endOfCentralDirectory';
import { ZipEntry } from './ZipEntry';

const DESCRIPTOR = 0x08074b50;

/** Members follow each other without overlap and without room between them. */
export function checkLayout(
  bytes: PagedBytes,
  entries: readonly ZipEntry[],
  extent: DirectoryExtent,
  start: number,
  context: InspectionContext,
): void {
  const ordered = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  let previousEnd = start;
  ordered.forEach((entry, i) => {
    reportStep(previousEnd, entry.headerOffset, entry.name, context);
    const next = ordered[i + 1]?.headerOffset ?? extent.offset;
    previousEnd = memberEnd(bytes, entry, next, context);
  });
  reportStep(previousEnd, extent.offset, undefined, context);
}

function reportStep(
  end: number,
  next: number,
  member: string | undefined,
  context: InspectionContext,
): void {
  const location = { offset: end, ...(member !== undefined && { member }) };
  if (next < end) {
    context.report('zip/overlap', 'two parts of the archive overlap', {
      ...location,
      offset: next,
    });
  } else if (next > end) {
    context.report(
      'zip/gap',
      `${next - end} bytes belong to no member`,
      location,
    );
  }
}

/** End of the data and, when there is one, of its data descriptor (§4.3.9). */
function memberEnd(
  bytes: PagedBytes,
  entry: ZipEntry,
  next: number,
  context: InspectionContext,
): number {
  const end = entry.dataOffset + entry.compressedSize;
  if (!(entry.flags & DATA_DESCRIPTOR_FLAG) || next < end + 12) {
    return end;
  }
  const marked = bytes.u32(end) === DESCRIPTOR ? 4 : 0;
  const at = end + marked;
  const wide = next - at >= 20 && bytes.u32(at + 8) === 0;
  const width = wide && entry.compressedSize > 0 ? 20 : 12;
  if (at + width > bytes.size) {
    return end;
  }
  const sizes =
    width === 20
      ? [bytes.u64(at + 4), bytes.u64(at + 12)]
      : [bytes.u32(at + 4), bytes.u32(at + 8)];
  if (sizes[0] !== entry.compressedSize || sizes[1] !== entry.size) {
    context.report(
      'zip/header-mismatch',
      'data descriptor and central directory differ in sizes',
      { offset: at, member: entry.name },
    );
  }
  if (bytes.u32(at) !== entry.crc) {
    context.report(
      'zip/crc-mismatch',
      'data descriptor and central directory give different checksums',
      { offset: at, member: entry.name },
    );
  }
  return at + width;
}
