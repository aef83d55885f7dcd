import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { PagedBytes } from '../source/PagedBytes';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { checkLayout } from './checkLayout';
import { locateCentralDirectory } from './endOfCentralDirectory';
import { checkLocalHeader } from './checkLocalHeader';
import { DEFLATED, STORED, ZipEntry } from './ZipEntry';

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;
const ZIP64_EXTRA = 0x0001;
const ZIP64_FIELDS = ['size', 'compressedSize', 'headerOffset'] as const;

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const PATCH = 0x0020;
/** Deflate level (bits 1, 2), data descriptor (3), UTF-8 names (11). */
const USUAL_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;

/**
 * Members of a ZIP archive (APPNOTE.TXT §4.3) with every place reported at
 * which readers are known to disagree: a scanner that believes one header and
 * a loader that believes another see different files. `start` is where the
 * archive may begin when it is appended to something else.
 */
export function readCentralDirectory(
  bytes: PagedBytes,
  context: InspectionContext,
  start = 0,
): ZipEntry[] {
  const extent = locateCentralDirectory(bytes, context);
  context.assertLimit('archiveEntries', extent.count, extent.offset);
  context.assertLimit('centralDirectoryBytes', extent.bytes, extent.offset);
  if (extent.prefix > 0 && extent.prefix !== start) {
    context.report(
      'zip/prefix-bytes',
      `${extent.prefix} bytes stand before the archive`,
      { offset: 0 },
    );
  }
  const entries: ZipEntry[] = [];
  let at = extent.offset;
  const end = extent.offset + extent.bytes;
  for (let i = 0; i < extent.count; i++) {
    if (at + CENTRAL_HEADER_BYTES > end || bytes.u32(at) !== CENTRAL_HEADER) {
      throw new FormatError(
        'MALFORMED',
        `the central directory ends after ${i} of ${extent.count} members`,
        { offset: at },
      );
    }
    const { entry, next } = centralEntry(bytes, at, end, extent.prefix);
    entries.push(entry);
    checkEntry(entry, at, context);
    checkLocalHeader(bytes, entry, at, context);
    at = next;
  }
  if (at !== end) {
    context.report(
      'zip/gap',
      `${end - at} bytes of the central directory belong to no member`,
      { offset: at },
    );
  }
  checkNames(entries, context);
  checkLayout(bytes, entries, extent, start || extent.prefix, context);
  return entries;
}

function centralEntry(
  bytes: PagedBytes,
  at: number,
  end: number,
  prefix: number,
): { entry: ZipEntry; next: number } {
  const nameLength = bytes.u16(at + 28);
  const extraLength = bytes.u16(at + 30);
  const commentLength = bytes.u16(at + 32);
  const extraAt = at + CENTRAL_HEADER_BYTES + nameLength;
  const next = extraAt + extraLength + commentLength;
  if (next > end) {
    throw new FormatError(
      'MALFORMED',
      'a member of the central directory is longer than the directory',
      { offset: at },
    );
  }
  const name = bytes.read(at + CENTRAL_HEADER_BYTES, nameLength);
  const entry: ZipEntry = {
    name: tryDecodeUtf8(name) ?? escapeBytes(name),
    nameBytes: nameLength,
    flags: bytes.u16(at + 8),
    method: bytes.u16(at + 10),
    crc: bytes.u32(at + 16),
    compressedSize: bytes.u32(at + 20),
    size: bytes.u32(at + 24),
    headerOffset: bytes.u32(at + 42),
    dataOffset: 0,
  };
  applyZip64(bytes, entry, extraAt, extraAt + extraLength);
  entry.headerOffset += prefix;
  return { entry, next };
}

/** ZIP64 extended information, §4.5.3: only the fields that are all ones. */
function applyZip64(
  bytes: PagedBytes,
  entry: ZipEntry,
  start: number,
  end: number,
): void {
  let at = start;
  while (at + 4 <= end) {
    const id = bytes.u16(at);
    const length = bytes.u16(at + 2);
    at += 4;
    if (at + length > end) {
      throw new FormatError('MALFORMED', 'an extra field is too long', {
        offset: at,
      });
    }
    if (id === ZIP64_EXTRA) {
      let field = at;
      for (const name of ZIP64_FIELDS) {
        if (entry[name] === 0xffffffff) {
          if (field + 8 > at + length) {
            throw new FormatError('MALFORMED', 'a ZIP64 field is too short', {
              offset: at,
            });
          }
          entry[name] = bytes.u64(field);
          field += 8;
        }
      }
    }
    at += length;
  }
}

function checkEntry(
  entry: ZipEntry,
  offset: number,
  context: InspectionContext,
): void {
  const location = { offset, member: entry.name };
  if (entry.flags & ENCRYPTED) {
    context.report(
      'zip/encrypted',
      'the member is marked as encrypted',
      location,
    );
  }
  if (entry.flags & PATCH) {
    context.report('zip/flags', 'the member is marked as a patch', location);
  } else if (entry.flags & ~(USUAL_FLAGS | ENCRYPTED)) {
    context.report(
      'zip/flags',
      `the member has the unusual flags 0x${entry.flags.toString(16)}`,
      location,
    );
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    context.report(
      'zip/method',
      `the member is packed by method ${entry.method}`,
      location,
    );
  }
  if (entry.method === STORED && entry.size !== entry.compressedSize) {
    context.report(
      'zip/header-mismatch',
      'a stored member has two different sizes',
      location,
    );
  }
}

/** Most names; spares them the slower checks. */
const USUAL_NAME = /^\w[\w.+-]*(\/\w[\w.+-]*)*$/;

function isUnsafe(name: string, path: string): boolean {
  return (
    name === '' ||
    name.includes('\\') ||
    hasControlCharacter(name) ||
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    path.split('/').some(segment => segment === '..' || segment === '.')
  );
}

function checkNames(entries: ZipEntry[], context: InspectionContext): void {
  const names = new Set<string>();
  for (const { name, headerOffset } of entries) {
    const location = { offset: headerOffset, member: name };
    const usual = USUAL_NAME.test(name) && !name.includes('..');
    const path = usual ? name : name.replace(/\\/g, '/').normalize('NFC');
    if (!usual && isUnsafe(name, path)) {
      context.report(
        'zip/unsafe-name',
        'the name of the member leaves the archive or hides something',
        location,
      );
    }
    if (names.has(path)) {
      context.report(
        'zip/duplicate-name',
        'two members have this name',
        location,
      );
    }
    names.add(path);
  }
}
