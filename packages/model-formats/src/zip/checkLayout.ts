import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { DirectoryExtent } from './endOfCentralDirectory';
import { u32, u64 } from './littleEndian';
import { DATA_DESCRIPTOR_FLAG, ZipEntry } from './ZipEntry';

const DESCRIPTOR = 0x08074b50;
/** CRC and two sizes of 32 or of 64 bits. */
const NARROW = 12;
const WIDE = 20;
const MARK = 4;

/** Members follow each other without overlap and without room between them. */
export function checkLayout(
  bytes: PagedBytes,
  entries: readonly ZipEntry[],
  extent: DirectoryExtent,
  start: number,
  context: InspectionContext,
): void {
  const ordered = entries
    .filter(({ unreadable }) => unreadable === undefined)
    .sort((a, b) => a.headerOffset - b.headerOffset);
  const first = ordered[0]?.headerOffset ?? extent.offset;
  if (first > start) {
    context.report(
      'zip/prefix-bytes',
      `${first - start} bytes stand before the first member`,
      { offset: start },
    );
  }
  let end = Math.max(first, start);
  ordered.forEach((entry, i) => {
    reportStep(end, entry.headerOffset, entry.name, context);
    const next = ordered[i + 1]?.headerOffset ?? extent.offset;
    end = memberEnd(bytes, entry, next, context);
  });
  reportStep(end, extent.offset, undefined, context);
}

function reportStep(
  end: number,
  next: number,
  member: string | undefined,
  context: InspectionContext,
): void {
  if (next === end) {
    return;
  }
  const location = { ...(member !== undefined && { member }) };
  if (next < end) {
    context.report('zip/overlap', 'two parts of the archive overlap', {
      ...location,
      offset: next,
    });
  } else {
    context.report('zip/gap', `${next - end} bytes belong to no member`, {
      ...location,
      offset: end,
    });
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
  if (!(entry.flags & DATA_DESCRIPTOR_FLAG)) {
    return end;
  }
  const room = Math.min(next, bytes.size) - end;
  if (room < NARROW) {
    context.report(
      'zip/header-mismatch',
      'the data descriptor that the flags announce is missing',
      { offset: end, member: entry.name },
    );
    return end;
  }
  const descriptor = bytes.read(end, Math.min(room, MARK + WIDE));
  const at = u32(descriptor, 0) === DESCRIPTOR ? MARK : 0;
  const width = descriptorWidth(descriptor, at, entry, room);
  if (at + width > room) {
    return end;
  }
  const sizes =
    width === WIDE
      ? [u64(descriptor, at + 4), u64(descriptor, at + 12)]
      : [u32(descriptor, at + 4), u32(descriptor, at + 8)];
  if (sizes[0] !== entry.compressedSize || sizes[1] !== entry.size) {
    context.report(
      'zip/header-mismatch',
      'data descriptor and central directory differ in sizes',
      { offset: end, member: entry.name },
    );
  }
  if (u32(descriptor, at) !== entry.crc) {
    context.report(
      'zip/crc-mismatch',
      'data descriptor and central directory give different checksums',
      { offset: end, member: entry.name },
    );
  }
  return end + at + width;
}

/** Nothing says how wide the sizes are: the one that is right, else by room. */
function descriptorWidth(
  descriptor: Uint8Array,
  at: number,
  entry: ZipEntry,
  room: number,
): number {
  const wide =
    room >= at + WIDE &&
    u64(descriptor, at + 4) === entry.compressedSize &&
    u64(descriptor, at + 12) === entry.size;
  return wide && room !== at + NARROW ? WIDE : NARROW;
}
