import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { ByteSource, readCopy } from '../source/ByteSource';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { checkEntry, isUsualEntry } from './checkEntry';
import { checkLayout } from './checkLayout';
import { checkNames, usualName } from './checkNames';
import {
  DirectoryExtent,
  locateCentralDirectory,
} from './endOfCentralDirectory';
import { readExtraFields } from './extraFields';
import { STORED, ZipEntry } from './ZipEntry';

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;

interface Members {
  entries: ZipEntry[];
  /** the last member of each name, as most readers take it */
  byName: Map<string, ZipEntry>;
  usualNames: boolean;
  /** they stand in the file in this order */
  isSorted: boolean;
  /** none is packed, or says so by two sizes */
  isStored: boolean;
}

/** What the directory says, and where it stopped making sense. */
export interface CentralDirectory extends Members {
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
  const found: Members = {
    entries: [],
    byName: new Map(),
    usualNames: true,
    isSorted: true,
    isStored: true,
  };
  const directory = readCopy(source, extent.offset, extent.bytes);
  let error: FormatError | undefined;
  try {
    readEntries(directory, extent, found, context);
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === 'READ_ERROR') {
      throw cause;
    }
    error = cause;
  }
  const { entries, byName, isSorted } = found;
  if (!found.usualNames || byName.size !== entries.length) {
    checkNames(entries, context);
  }
  checkLayout(
    source,
    directory,
    entries,
    isSorted,
    extent,
    start || extent.prefix,
    context,
  );
  return error ? { ...found, error } : found;
}

/** Adds the members, and what is known of them all. */
function readEntries(
  directory: Uint8Array,
  extent: DirectoryExtent,
  found: Members,
  context: InspectionContext,
): void {
  const view = new DataView(
    directory.buffer,
    directory.byteOffset,
    directory.length,
  );
  const { entries, byName } = found;
  let before = 0;
  let at = 0;
  for (let i = 0; i < extent.count; i++) {
    if (
      at + CENTRAL_HEADER_BYTES > directory.length ||
      view.getUint32(at, true) !== CENTRAL_HEADER
    ) {
      throw new FormatError(
        'MALFORMED',
        `the central directory ends after ${i} of ${extent.count} members`,
        { offset: extent.offset + at },
      );
    }
    const start = at + CENTRAL_HEADER_BYTES;
    const nameEnd = start + view.getUint16(at + 28, true);
    const next =
      nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > directory.length) {
      throw new FormatError(
        'MALFORMED',
        'a member of the central directory is longer than the directory',
        { offset: extent.offset + at },
      );
    }
    const name = usualName(directory, start, nameEnd);
    const entry = readEntry(view, at, name, i, extent, context, entries);
    byName.set(entry.name, entry);
    if (name === undefined) {
      found.usualNames = false;
    }
    if (entry.headerOffset < before) {
      found.isSorted = false;
    }
    before = entry.headerOffset;
    if (entry.method !== STORED || entry.size !== entry.compressedSize) {
      found.isStored = false;
    }
    at = next;
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

/** Adds the member at `at`; a usual name is given. */
function readEntry(
  view: DataView,
  at: number,
  name: string | undefined,
  index: number,
  extent: DirectoryExtent,
  context: InspectionContext,
  entries: ZipEntry[],
): ZipEntry {
  const entry: ZipEntry = {
    name: name ?? '',
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    headerOffset: view.getUint32(at + 42, true),
    dataOffset: 0,
    index,
    directoryAt: at,
    plain: false,
  };
  const extra = view.getUint16(at + 30, true);
  const disk = view.getUint16(at + 34, true);
  if (name !== undefined && extra === 0 && disk === 0 && isUsualEntry(entry)) {
    entry.headerOffset += extent.prefix;
    entries.push(entry);
    return entry;
  }
  const directory = new Uint8Array(
    view.buffer,
    view.byteOffset,
    view.byteLength,
  );
  const start = at + CENTRAL_HEADER_BYTES;
  const nameEnd = start + view.getUint16(at + 28, true);
  const nameBytes = directory.subarray(start, nameEnd);
  const decoded = name ?? tryDecodeUtf8(nameBytes);
  entry.name = decoded ?? escapeBytes(nameBytes);
  const secondName =
    extra > 0 &&
    readExtraFields(directory, nameEnd, nameEnd + extra, entry, extent.offset)
      .secondName;
  entry.headerOffset += extent.prefix;
  entries.push(entry);
  checkEntry(
    entry,
    {
      offset: extent.offset + at,
      ambiguousName: decoded === undefined || secondName,
      ascii: decoded?.length === nameBytes.length,
      disk,
    },
    context,
  );
  return entry;
}
