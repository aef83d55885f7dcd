import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { crc32 } from './crc32';
import { STORED, ZipEntry } from './ZipEntry';

/** Read at once: so large that calls cost nothing, and small enough for a cache. */
const BLOCK_BYTES = 256 * 1024;

/** What is asked of the archive whose members they are. */
export interface ChecksummedMembers {
  /** compares the checksum on its way */
  read(entry: ZipEntry): Uint8Array;
  open(entry: ZipEntry, length: number): ByteSource;
  compare(entry: ZipEntry, crc: number): void;
}

/**
 * Compares the checksums of `entries`, which nobody read so far, under the limit
 * `checksumBytes` for all of them together. Packed members may inflate to
 * `inflatable` bytes. Members left out are reported as unchecked.
 */
export function checkChecksums(
  entries: readonly ZipEntry[],
  members: ChecksummedMembers,
  inflatable: number,
  context: InspectionContext,
): void {
  const readable = entries.filter(({ unreadable }) => unreadable === undefined);
  if (sizeOf(readable) > context.limits.checksumBytes) {
    reportUnchecked(readable, context);
    return;
  }
  const unchecked: ZipEntry[] = [];
  let room = inflatable;
  for (const entry of readable) {
    if (entry.method === STORED) {
      members.compare(entry, checksumOf(members.open(entry, 0), context));
    } else if (entry.size <= Math.min(room, context.limits.memberBytes)) {
      room -= entry.size;
      inflate(entry, members, context);
    } else {
      unchecked.push(entry);
    }
  }
  reportUnchecked(unchecked, context);
}

function checksumOf(source: ByteSource, context: InspectionContext): number {
  const update = context.crc32 ?? crc32;
  let crc = 0;
  for (let at = 0; at < source.size; at += BLOCK_BYTES) {
    crc = update(source.read(at, Math.min(BLOCK_BYTES, source.size - at)), crc);
  }
  return crc;
}

function inflate(
  entry: ZipEntry,
  members: ChecksummedMembers,
  context: InspectionContext,
): void {
  try {
    members.read(entry);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    context.report('zip/unreadable-member', error.message, {
      offset: entry.dataOffset,
      member: entry.name,
    });
  }
}

function reportUnchecked(
  entries: readonly ZipEntry[],
  context: InspectionContext,
): void {
  if (entries.length > 0) {
    const bytes = sizeOf(entries);
    context.report(
      'zip/crc-unchecked',
      `the checksums of ${entries.length} members with ${bytes} bytes were not compared`,
      undefined,
      { members: entries.length, bytes },
    );
  }
}

function sizeOf(entries: readonly ZipEntry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0);
}
