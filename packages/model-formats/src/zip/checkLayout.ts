import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { checkLocalHeader } from './checkLocalHeader';
import { DirectoryExtent } from './endOfCentralDirectory';
import { HeaderWindow } from './HeaderWindow';
import { u32, u64 } from './littleEndian';
import { DATA_DESCRIPTOR_FLAG, ZipEntry } from './ZipEntry';

const DESCRIPTOR = 0x08074b50;
/** CRC and two sizes of 32 or of 64 bits. */
const NARROW = 12;
const WIDE = 20;
const MARK = 4;

/** A member, and where its central header stands. */
export interface CentralMember {
  entry: ZipEntry;
  /** position of the central header in the directory */
  at: number;
}

/**
 * Local headers agree with the directory, and members follow each other
 * without overlap and without room between them.
 */
export function checkLayout(
  source: ByteSource,
  directory: Uint8Array,
  members: readonly CentralMember[],
  extent: DirectoryExtent,
  start: number,
  context: InspectionContext,
): void {
  const window = new HeaderWindow(source);
  const ordered = inOrder(members);
  let end = start;
  let first = true;
  for (let i = 0; i < ordered.length; i++) {
    const { entry, at } = ordered[i];
    checkLocalHeader(window, entry, directory, at, extent.offset, context);
    if (entry.unreadable !== undefined) {
      continue;
    }
    const { headerOffset } = entry;
    if (first && headerOffset > start) {
      context.report(
        'zip/prefix-bytes',
        `${headerOffset - start} bytes stand before the first member`,
        { offset: start },
      );
      end = headerOffset;
    }
    first = false;
    if (headerOffset !== end) {
      reportStep(end, headerOffset, entry.name, context);
    }
    const next =
      i + 1 < ordered.length
        ? ordered[i + 1].entry.headerOffset
        : extent.offset;
    end = memberEnd(window, entry, next, context);
  }
  if (extent.offset !== end) {
    reportStep(end, extent.offset, undefined, context);
  }
}

/** By position in the file, as nearly all archives have them already. */
function inOrder(members: readonly CentralMember[]): readonly CentralMember[] {
  for (let i = 1; i < members.length; i++) {
    if (members[i].entry.headerOffset < members[i - 1].entry.headerOffset) {
      return [...members].sort(
        (a, b) => a.entry.headerOffset - b.entry.headerOffset,
      );
    }
  }
  return members;
}

function reportStep(
  end: number,
  next: number,
  member: string | undefined,
  context: InspectionContext,
): void {
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
  window: HeaderWindow,
  entry: ZipEntry,
  next: number,
  context: InspectionContext,
): number {
  const end = entry.dataOffset + entry.compressedSize;
  if (!(entry.flags & DATA_DESCRIPTOR_FLAG)) {
    return end;
  }
  const room = Math.min(next, window.size) - end;
  if (room < NARROW) {
    context.report(
      'zip/header-mismatch',
      'the data descriptor that the flags announce is missing',
      { offset: end, member: entry.name },
    );
    return end;
  }
  const start = window.locate(end, Math.min(room, MARK + WIDE));
  const { bytes } = window;
  const mark = u32(bytes, start) === DESCRIPTOR ? MARK : 0;
  const at = start + mark;
  const width = descriptorWidth(bytes, at, entry, room - mark);
  if (mark + width > room) {
    return end;
  }
  const wide = width === WIDE;
  const packed = wide ? u64(bytes, at + 4) : u32(bytes, at + 4);
  const size = wide ? u64(bytes, at + 12) : u32(bytes, at + 8);
  if (packed !== entry.compressedSize || size !== entry.size) {
    context.report(
      'zip/header-mismatch',
      'data descriptor and central directory differ in sizes',
      { offset: end, member: entry.name },
    );
  }
  if (u32(bytes, at) !== entry.crc) {
    context.report(
      'zip/crc-mismatch',
      'data descriptor and central directory give different checksums',
      { offset: end, member: entry.name },
    );
  }
  return end + mark + width;
}

/**
 * Nothing says how wide the sizes are: the one that is right, else by room.
 * `room` counts from `at`.
 */
function descriptorWidth(
  bytes: Uint8Array,
  at: number,
  entry: ZipEntry,
  room: number,
): number {
  const wide =
    room >= WIDE &&
    room !== NARROW &&
    u64(bytes, at + 4) === entry.compressedSize &&
    u64(bytes, at + 12) === entry.size;
  return wide ? WIDE : NARROW;
}
