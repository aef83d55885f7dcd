import { CoveredBytes, Hole } from '../flatbuffer/CoveredBytes';
import { sniffMember } from '../archive/sniffMember';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { memberList } from '../archive/memberList';
import { memberNames } from '../zip/memberNames';
import { ZipArchive } from '../zip/ZipArchive';

const LOCAL_HEADER = 0x04034b50;
/** Bytes between the model and the archive behind it. */
const BEFORE_ARCHIVE = 64;
/** Holes up to this are looked at for zeros. */
const ZEROED_BYTES = 1024 * 1024;

/**
 * What belongs to no part of the model: nothing, zeros before large buffers, or
 * the ZIP archive of associated files that TensorFlow Lite Metadata appends. Anything else is
 * reported. `associated` are the files that the metadata says are appended.
 */
export function checkRest(
  source: ByteSource,
  covered: CoveredBytes,
  associated: readonly string[],
  context: InspectionContext,
): void {
  const bytes = new PagedBytes(source);
  const archiveStart = findArchive(source, bytes, covered.end);
  const modelEnd = archiveStart ?? source.size;
  const holes = covered.holes(modelEnd);
  if (!holes) {
    context.report(
      'tflite/unreferenced-bytes',
      'the model has more holes than can be looked at',
    );
  }
  for (const hole of holes ?? []) {
    if (hole.end === source.size || !isZeroed(source, hole)) {
      context.report(
        'tflite/unreferenced-bytes',
        `${hole.end - hole.start} bytes belong to no part of the model`,
        { offset: hole.start },
      );
    }
  }
  const members =
    archiveStart === undefined
      ? []
      : readArchive(source, archiveStart, context);
  const missing = associated.filter(name => !members.includes(name));
  if (missing.length > 0) {
    context.report(
      'tflite/associated-file-missing',
      `${missing.length} files that the metadata names are not appended, the first is “${missing[0]}”`,
    );
  }
}

function findArchive(
  source: ByteSource,
  bytes: PagedBytes,
  end: number,
): number | undefined {
  if (bytes.size - end < 4) {
    return undefined;
  }
  const last = Math.min(bytes.size - 4, end + BEFORE_ARCHIVE);
  for (let at = end; at <= last; at++) {
    if (bytes.u32(at) === LOCAL_HEADER && memberNames(source)) {
      return at;
    }
  }
  return undefined;
}

function isZeroed(source: ByteSource, { start, end }: Hole): boolean {
  return (
    end - start <= ZEROED_BYTES &&
    source.read(start, end - start).every(byte => byte === 0)
  );
}

function readArchive(
  source: ByteSource,
  start: number,
  context: InspectionContext,
): string[] {
  const archive = new ZipArchive(source, context, start);
  for (const entry of archive.entries) {
    sniffMember(archive, entry, context);
    if (/(^|\/)data\.pkl$/.test(entry.name)) {
      context.report(
        'archive/hidden-container',
        'the archive behind the model is one of PyTorch',
        { offset: entry.headerOffset, member: entry.name },
      );
    }
  }
  if (context.structure) {
    context.facts.memberList = memberList(archive.entries, '');
  }
  if (archive.error) {
    throw archive.error;
  }
  const names = archive.entries.map(({ name }) => name);
  context.addMetadata('associated files', names.join(', '));
  return names;
}
