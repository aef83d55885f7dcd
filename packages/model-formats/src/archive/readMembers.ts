import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { memberList } from './memberList';

/**
 * Every member of a ZIP archive in the order of its directory. One that cannot
 * be read does not hide the others: its error is thrown after the last.
 */
export function readMembers(
  source: ByteSource,
  context: InspectionContext,
  readMember: (archive: ZipArchive, entry: ZipEntry) => void,
): void {
  const archive = new ZipArchive(source, context);
  if (context.structure) {
    context.facts.memberList = memberList(archive.entries, '');
  }
  let error = archive.error;
  for (const entry of archive.entries) {
    try {
      readMember(archive, entry);
    } catch (cause) {
      if (!(cause instanceof FormatError) || cause.code === 'READ_ERROR') {
        throw cause;
      }
      error ??= cause;
    }
  }
  archive.checkRest();
  if (error) {
    throw error;
  }
}
