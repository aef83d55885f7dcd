import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { ByteSource, readCopy } from '../source/ByteSource';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { checkEntry } from './checkEntry';
import { CentralMember, checkLayout } from './checkLayout';
import { checkNames } from './checkNames';
import {
  DirectoryExtent,
  locateCentralDirectory,
} from './endOfCentralDirectory';
import { readExtraFields } from './extraFields';
import { u16, u32 } from './littleEndian';
import { ZipEntry } from './ZipEntry';

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;

/** What the directory says, and where it stopped making sense. */
export interface CentralDirectory {
  entries: ZipEntry[];
  /** the members before it are there all the same: loaders read them too */
  error?: FormatError;
}

/**
 * Members of a ZIP archive (APPNOTE.TXT §4.3) with every place reported at
 * which readers are known to disagree: a scanner that believes one header and
 * a loader that believes another see different files. `start` is where the
 * archive may begin when it is appended to something else.
 *
 * Throws when there is no directory, and over the limits.
 */
export function readCentralDirectory(
  source: ByteSource,
  context: InspectionContext,
  start = 0,
): CentralDirectory {
  const extent = locateCentralDirectory(new PagedBytes(source), context);
  context.assertLimit('archiveEntries', extent.count, extent.offset);
  context.assertLimit('centralDirectoryBytes', extent.bytes, extent.offset);
  if (extent.prefix > 0 && extent.prefix !== start) {
    context.report(
      'zip/prefix-bytes',
      `${extent.prefix} bytes stand before the archive`,
      { offset: 0 },
    );
  }
  const members: CentralMember[] = [];
  const directory = readCopy(source, extent.offset, extent.bytes);
  let error: FormatError | undefined;
  try {
    readEntries(directory, extent, members, context);
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === 'READ_ERROR') {
      throw cause;
    }
    error = cause;
  }
  const entries = members.map(({ entry }) => entry);
  checkNames(entries, context);
  checkLayout(
    source,
    directory,
    members,
    extent,
    start || extent.prefix,
    context,
  );
  return error ? { entries, error } : { entries };
}

function readEntries(
  directory: Uint8Array,
  extent: DirectoryExtent,
  members: CentralMember[],
  context: InspectionContext,
): void {
  let at = 0;
  for (let i = 0; i < extent.count; i++) {
    if (
      at + CENTRAL_HEADER_BYTES > directory.length ||
      u32(directory, at) !== CENTRAL_HEADER
    ) {
      throw new FormatError(
        'MALFORMED',
        `the central directory ends after ${i} of ${extent.count} members`,
        { offset: extent.offset + at },
      );
    }
    at = readEntry(directory, at, extent, members, context);
  }
  if (at !== directory.length) {
    context.report(
      'zip/gap',
      `${
        directory.length - at
      } bytes of the central directory belong to no member`,
      { offset: extent.offset + at },
    );
  }
}

/** Adds one member and answers where the next begins. */
function readEntry(
  directory: Uint8Array,
  at: number,
  extent: DirectoryExtent,
  members: CentralMember[],
  context: InspectionContext,
): number {
  const nameEnd = at + CENTRAL_HEADER_BYTES + u16(directory, at + 28);
  const extraEnd = nameEnd + u16(directory, at + 30);
  const next = extraEnd + u16(directory, at + 32);
  const offset = extent.offset + at;
  if (next > directory.length) {
    throw new FormatError(
      'MALFORMED',
      'a member of the central directory is longer than the directory',
      { offset },
    );
  }
  const nameBytes = directory.subarray(at + CENTRAL_HEADER_BYTES, nameEnd);
  const decoded = tryDecodeUtf8(nameBytes);
  const entry: ZipEntry = {
    name: decoded ?? escapeBytes(nameBytes),
    flags: u16(directory, at + 8),
    method: u16(directory, at + 10),
    crc: u32(directory, at + 16),
    compressedSize: u32(directory, at + 20),
    size: u32(directory, at + 24),
    headerOffset: u32(directory, at + 42),
    dataOffset: 0,
  };
  const secondName =
    nameEnd < extraEnd &&
    readExtraFields(directory, nameEnd, extraEnd, entry, extent.offset)
      .secondName;
  entry.headerOffset += extent.prefix;
  members.push({ entry, at });
  checkEntry(
    entry,
    {
      offset,
      ambiguousName: decoded === undefined || secondName,
      ascii: decoded?.length === nameBytes.length,
      disk: u16(directory, at + 34),
    },
    context,
  );
  return next;
}
