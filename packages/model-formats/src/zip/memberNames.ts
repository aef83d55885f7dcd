import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, readCopy } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { locateCentralDirectory } from './endOfCentralDirectory';
import { u16, u32 } from './littleEndian';

const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;
/** So many are visited by one loop. */
const NAMES = 128;

/**
 * Names in the central directory as bytes `start…end` of it, unchecked, to tell
 * what kind of archive it is; `false` when there is no directory. Stops when
 * `visit` answers `true`.
 */
export function visitMemberNames(
  source: ByteSource,
  visit: (directory: Uint8Array, start: number, end: number) => boolean,
): boolean {
  const bytes = new PagedBytes(source);
  let any = false;
  try {
    const context = new InspectionContext({ format: 'unknown' });
    const extent = locateCentralDirectory(bytes, context);
    context.assertLimit('archiveEntries', extent.count);
    context.assertLimit('centralDirectoryBytes', extent.bytes);
    const directory = readCopy(bytes, extent.offset, extent.bytes);
    let at = 0;
    while (at < directory.length) {
      const next = visitSome(directory, at, visit);
      any ||= next !== at;
      if (next < 0 || next === at) {
        break;
      }
      at = next;
    }
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
  }
  return any;
}

/**
 * A loop over thousands is compiled again while it runs: this one begins anew.
 * Answers where the next names begin, `at` where there are none, -1 when it is
 * to stop.
 */
function visitSome(
  directory: Uint8Array,
  start: number,
  visit: (directory: Uint8Array, start: number, end: number) => boolean,
): number {
  let at = start;
  for (let i = 0; i < NAMES; i++) {
    if (
      at + CENTRAL_HEADER_BYTES > directory.length ||
      u32(directory, at) !== CENTRAL_HEADER
    ) {
      return at;
    }
    const name = at + CENTRAL_HEADER_BYTES;
    const end = Math.min(name + u16(directory, at + 28), directory.length);
    if (visit(directory, name, end)) {
      return -1;
    }
    at = end + u16(directory, at + 30) + u16(directory, at + 32);
  }
  return at;
}

/** Those names as text; `undefined` when there is no directory. */
export function memberNames(source: ByteSource): string[] | undefined {
  const names: string[] = [];
  const decoder = new TextDecoder();
  const any = visitMemberNames(source, (directory, start, end) => {
    names.push(decoder.decode(directory.subarray(start, end)));
    return false;
  });
  return any ? names : undefined;
}
