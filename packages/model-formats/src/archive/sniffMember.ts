import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { scanContent } from '../content/scanContent';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';

/** Of a packed member this much is inflated to look at. */
const INFLATED_BYTES = 64 * 1024;

/**
 * Looks at what a member is, whatever its name says: loaders can be led to
 * any member (CVE-2025-1889, CVE-2025-10155).
 */
export function sniffMember(
  archive: ZipArchive,
  entry: ZipEntry,
  context: InspectionContext,
): void {
  if (entry.plain) {
    return;
  }
  let content: ByteSource;
  try {
    content = archive.open(entry, INFLATED_BYTES);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    context.report('zip/unreadable-member', error.message, {
      offset: entry.dataOffset,
      member: entry.name,
    });
    return;
  }
  scanContent(content, { offset: 0, member: entry.name }, context);
}
