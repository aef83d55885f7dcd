import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { checkLocalHeader } from './checkLocalHeader';
import { DirectoryExtent } from './endOfCentralDirectory';
import { u32, u64 } from './littleEndian';
import { DATA_DESCRIPTOR_FLAG, ZipEntry } from './ZipEntry';

const DESCRIPTOR = 0x08074b50;
/** CRC and two sizes of 32 or of 64 bits. */
const NARROW = 12;
const WIDE = 20;
const MARK = 4;

/**
 * Members stand far apart: one read takes the descriptor of the one before,
 * the local header and the first byte of the content.
 */
const WINDOW_BYTES = 256;

/** A member with what its central header has, in bytes and place. */
export interface CentralMember {
  entry: ZipEntry;
  nameBytes: Uint8Array;
  /** position of the central header in the file */
  offset: number;
}

/**
 * Local headers agree with the directory, and members follow each other
 * without overlap and without room between them.
 */
export function checkLayout(
  source: ByteSource,
  members: readonly CentralMember[],
  extent: DirectoryExtent,
  start: number,
  context: InspectionContext,
): void {
  const bytes = new ByteCursor(source, 0, WINDOW_BYTES);
  const ordered = [...members].sort(
    (a, b) => a.entry.headerOffset - b.entry.headerOffset,
  );
  let end = start;
  let first = true;
  ordered.forEach(({ entry, nameBytes, offset }, i) => {
    checkLocalHeader(bytes, entry, nameBytes, offset, context);
    if (entry.unreadable !== undefined) {
      return;
    }
    const { headerOffset, name } = entry;
    if (first && headerOffset > start) {
      context.report(
        'zip/prefix-bytes',
        `${headerOffset - start} bytes stand before the first member`,
        { offset: start },
      );
      end = headerOffset;
    }
    first = false;
    reportStep(end, headerOffset, name, context);
    const next = ordered[i + 1]?.entry.headerOffset ?? extent.offset;
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
  bytes: ByteCursor,
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
  const descriptor = bytes.slice(end, end + Math.min(room, MARK + WIDE));
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
