import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { readCopy } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { u16, u32 } from './littleEndian';

const EOCD = 0x06054b50;
const EOCD_BYTES = 22;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_EOCD = 0x06064b50;
const ZIP64_EOCD_BYTES = 56;
const MAX_COMMENT = 0xffff;

/** Where the central directory is, and what stands around it. */
export interface DirectoryExtent {
  count: number;
  /** position in the file, already shifted by `prefix` */
  offset: number;
  bytes: number;
  /** bytes in front of the archive, to be added to every stored offset */
  prefix: number;
  /** bytes between the last record and the end of the file */
  trailing: number;
}

/**
 * Position of the last end-of-central-directory record (APPNOTE.TXT §4.3.16)
 * that fits before the end of the file, or -1. PyTorch's reader takes the last
 * one too.
 */
export function findEndOfCentralDirectory(bytes: PagedBytes): number {
  const tail = readTail(bytes);
  const at = lastEnd(tail);
  return at < 0 ? -1 : bytes.size - tail.length + at;
}

/** The bytes in which the record can begin. */
function readTail(bytes: PagedBytes): Uint8Array {
  const length = Math.min(bytes.size, EOCD_BYTES + MAX_COMMENT);
  return readCopy(bytes, bytes.size - length, length);
}

function lastEnd(tail: Uint8Array): number {
  for (let at = tail.length - EOCD_BYTES; at >= 0; at--) {
    at = tail.lastIndexOf(0x50, at);
    if (at < 0 || u32(tail, at) === EOCD) {
      return at;
    }
  }
  return -1;
}

/**
 * Other records in the tail that a reader could take for the last one: in the
 * directory or behind it, or with a comment that ends where the file ends.
 */
function hasRival(
  tail: Uint8Array,
  chosen: number,
  directoryStart: number,
): boolean {
  // By its last byte: a directory has the first one in every entry.
  let last = tail.indexOf(0x06, 3);
  while (last >= 0 && last - 3 + EOCD_BYTES <= tail.length) {
    const at = last - 3;
    if (at !== chosen && u32(tail, at) === EOCD) {
      const end = at + EOCD_BYTES + u16(tail, at + 20);
      if (at >= directoryStart || end === tail.length) {
        return true;
      }
    }
    last = tail.indexOf(0x06, last + 1);
  }
  return false;
}

/** Throws `MALFORMED` or `TRUNCATED` when there is no sound directory. */
export function locateCentralDirectory(
  bytes: PagedBytes,
  context: InspectionContext,
): DirectoryExtent {
  const tail = readTail(bytes);
  const tailStart = bytes.size - tail.length;
  const inTail = lastEnd(tail);
  const at = tailStart + inTail;
  if (inTail < 0) {
    throw new FormatError(
      'TRUNCATED',
      'the archive has no central directory: its end is missing',
      { offset: bytes.size },
    );
  }
  let count = bytes.u16(at + 10);
  let size = bytes.u32(at + 12);
  let offset = bytes.u32(at + 16);
  const comment = bytes.u16(at + 20);
  let directoryEnd = at;
  const disks =
    bytes.u16(at + 4) !== 0 ||
    bytes.u16(at + 6) !== 0 ||
    bytes.u16(at + 8) !== count;

  if (
    at >= ZIP64_LOCATOR_BYTES &&
    bytes.u32(at - ZIP64_LOCATOR_BYTES) === ZIP64_LOCATOR
  ) {
    const record = zip64Record(bytes, at - ZIP64_LOCATOR_BYTES);
    const differs =
      (count !== 0xffff && count !== record.count) ||
      (size !== 0xffffffff && size !== record.size) ||
      (offset !== 0xffffffff && offset !== record.offset);
    if (differs) {
      context.report(
        'zip/header-mismatch',
        'the two end records of the archive disagree',
        { offset: at },
      );
    }
    ({ count, size, offset } = record);
    directoryEnd = record.position;
  }
  if (disks) {
    throw new FormatError('MALFORMED', 'the archive spans several disks', {
      offset: at,
    });
  }
  const trailing = bytes.size - at - EOCD_BYTES;
  if (trailing > 0) {
    context.report(
      'zip/trailing-bytes',
      comment === trailing
        ? `the archive has a comment of ${comment} bytes`
        : `${trailing} bytes follow the end of the archive`,
      { offset: at + EOCD_BYTES },
    );
  }
  const prefix = directoryEnd - size - offset;
  if (hasRival(tail, inTail, directoryEnd - size - tailStart)) {
    context.report(
      'zip/several-ends',
      'the archive has more than one end record',
      { offset: at },
    );
  }
  if (prefix < 0) {
    throw new FormatError(
      'OUT_OF_RANGE',
      'the central directory overlaps its end record',
      { offset: at },
    );
  }
  return { count, bytes: size, offset: offset + prefix, prefix, trailing };
}

function zip64Record(
  bytes: PagedBytes,
  locator: number,
): { position: number; count: number; size: number; offset: number } {
  const stored = bytes.u64(locator + 8);
  // With bytes in front of the archive the record stands later than it says.
  const position =
    stored + ZIP64_EOCD_BYTES <= bytes.size && bytes.u32(stored) === ZIP64_EOCD
      ? stored
      : locator - ZIP64_EOCD_BYTES;
  if (position < 0 || bytes.u32(position) !== ZIP64_EOCD) {
    throw new FormatError('MALFORMED', 'the ZIP64 end record is missing', {
      offset: locator,
    });
  }
  return {
    position,
    count: bytes.u64(position + 32),
    size: bytes.u64(position + 40),
    offset: bytes.u64(position + 48),
  };
}
