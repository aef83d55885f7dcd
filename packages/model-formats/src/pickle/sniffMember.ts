import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, readCopy } from '../source/ByteSource';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { scanNested } from './scanNested';

/** Of a packed member this much is inflated to look at. */
const INFLATED_BYTES = 64 * 1024;

const MAGIC_BYTES = 4;

/** Other containers by their first bytes. */
const CONTAINERS: readonly [string, readonly number[]][] = [
  ['ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip stream', [0x1f, 0x8b, 0x08]],
  ['xz stream', [0xfd, 0x37, 0x7a, 0x58]],
  ['ELF program', [0x7f, 0x45, 0x4c, 0x46]],
  ['Windows program', [0x4d, 0x5a, 0x90, 0x00]],
  ['script', [0x23, 0x21, 0x2f]],
];

/**
 * Looks at what a member is, whatever its name says: loaders can be led to
 * any member (CVE-2025-1889, CVE-2025-10155).
 */
export function sniffMember(
  archive: ZipArchive,
  entry: ZipEntry,
  context: InspectionContext,
): void {
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
  const head = readCopy(content, 0, Math.min(MAGIC_BYTES, content.size));
  const container = CONTAINERS.find(([, magic]) =>
    magic.every((byte, i) => head[i] === byte),
  );
  if (container) {
    context.report(
      'archive/hidden-container',
      `the member is a ${container[0]}`,
      { offset: 0, member: entry.name },
    );
  }
  scanNested(
    content,
    0,
    content.size,
    { torch: false, torchscript: false, member: entry.name },
    context,
  );
}
