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

/** How far the members have been followed. */
interface Layout {
  window: HeaderWindow;
  directory: Uint8Array;
  /** position of the directory in the file */
  directoryOffset: number;
  context: InspectionContext;
  /** of the member before */
  end: number;
  /** no member that can be read came before */
  first: boolean;
}

/**
 * Local headers agree with the directory, and members follow each other
 * without overlap and without room between them.
 */
export function checkLayout(
  source: ByteSource,
  directory: Uint8Array,
  entries: readonly ZipEntry[],
  /** by position in the file, as nearly all archives have them */
  isSorted: boolean,
  extent: DirectoryExtent,
  start: number,
  context: InspectionContext,
): void {
  const layout: Layout = {
    window: new HeaderWindow(source),
    directory,
    directoryOffset: extent.offset,
    context,
    end: start,
    first: true,
  };
  const ordered = isSorted
    ? entries
    : [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  // No loop: one over thousands is compiled again while it runs.
  ordered.forEach((entry, i) => {
    const next =
      i + 1 < ordered.length ? ordered[i + 1].headerOffset : extent.offset;
    checkMember(layout, entry, next);
  });
  if (extent.offset !== layout.end) {
    reportStep(layout.end, extent.offset, undefined, context);
  }
}

/** `next` is where the next part of the archive begins. */
function checkMember(layout: Layout, entry: ZipEntry, next: number): void {
  const { window, directory, directoryOffset, context } = layout;
  checkLocalHeader(window, entry, directory, directoryOffset, context);
  if (entry.unreadable !== undefined) {
    return;
  }
  const { headerOffset } = entry;
  if (layout.first && headerOffset > layout.end) {
    context.report(
      'zip/prefix-bytes',
      `${headerOffset - layout.end} bytes stand before the first member`,
      { offset: layout.end },
    );
    layout.end = headerOffset;
  }
  layout.first = false;
  if (headerOffset !== layout.end) {
    reportStep(layout.end, headerOffset, entry.name, context);
  }
  layout.end = memberEnd(window, entry, next, context);
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
