import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { sniffMember } from '../pickle/sniffMember';
import { findEndOfCentralDirectory } from '../zip/endOfCentralDirectory';
import { ZipArchive } from '../zip/ZipArchive';
import { BufferTable } from './BufferTable';
import { FlatbufferReader } from './FlatbufferReader';

/** Padding and option vectors that were not followed may fill this much. */
const UNFOLLOWED_BYTES = 4096;
const LOCAL_HEADER = 0x04034b50;

/**
 * What follows the flatbuffer: buffers outside it, or the ZIP archive of
 * associated files that TensorFlow Lite Metadata appends. Anything else is
 * reported.
 */
export function checkRest(
  source: ByteSource,
  flat: FlatbufferReader,
  buffers: BufferTable,
  context: InspectionContext,
): void {
  const end = Math.max(flat.extent, buffers.outsideEnd);
  if (source.size <= end) {
    return;
  }
  const archiveStart = findArchive(flat, end);
  if (archiveStart !== undefined) {
    checkArchive(source, archiveStart, context);
    return;
  }
  if (source.size - end > UNFOLLOWED_BYTES) {
    context.report(
      'tflite/unreferenced-bytes',
      `${source.size - end} bytes at the end belong to no part of the model`,
      { offset: end },
    );
  }
}

function findArchive(flat: FlatbufferReader, end: number): number | undefined {
  if (findEndOfCentralDirectory(flat.bytes) < 0) {
    return undefined;
  }
  const last = Math.min(flat.bytes.size - 4, end + UNFOLLOWED_BYTES);
  for (let at = end; at <= last; at++) {
    if (flat.bytes.u32(at) === LOCAL_HEADER) {
      return at;
    }
  }
  return undefined;
}

function checkArchive(
  source: ByteSource,
  start: number,
  context: InspectionContext,
): void {
  const archive = new ZipArchive(source, context, start);
  for (const entry of archive.entries) {
    sniffMember(archive, entry, context);
  }
  context.addMetadata(
    'associated files',
    archive.entries.map(({ name }) => name).join(', '),
  );
}
