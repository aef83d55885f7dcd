import { FormatError } from '../FormatError';
import { scanPickles } from '../pickle/scanPickles';
import { sniffMember } from '../pickle/sniffMember';
import { FormatReader } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, bytesSource, readCopy } from '../source/ByteSource';
import { archiveKind } from '../torch/archiveKind';
import { isZip } from '../torch/torchReader';
import { memberList } from '../torch/memberList';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { isNpy, readNpyHeader } from './NpyHeader';
import { readArrayFacts } from './readArrayFacts';

/** Of a packed array this much is inflated to read its header. */
const HEADER_BYTES = 80 * 1024;
const MAGIC_BYTES = 6;

/** A ZIP archive of arrays, as `numpy.savez` writes it. */
export const npzReader: FormatReader = {
  formats: ['npz'],
  detect: (head, source) =>
    isZip(head) && archiveKind(source) === 'npz' ? 'npz' : undefined,
  read(source, context) {
    context.tensors.start();
    const archive = new ZipArchive(source, context);
    if (context.structure) {
      context.facts.memberList = memberList(archive.entries, '');
    }
    let error = archive.error;
    for (const entry of archive.entries) {
      try {
        readArray(archive, entry, context);
      } catch (cause) {
        if (!(cause instanceof FormatError) || cause.code === 'READ_ERROR') {
          throw cause;
        }
        error ??= cause;
      }
    }
    if (error) {
      throw error;
    }
  },
};

function readArray(
  archive: ZipArchive,
  entry: ZipEntry,
  context: InspectionContext,
): void {
  const content = archive.open(entry, HEADER_BYTES);
  const head = readCopy(content, 0, Math.min(MAGIC_BYTES, content.size));
  if (!isNpy(head)) {
    context.report('numpy/no-array', 'the member is no array', {
      offset: 0,
      member: entry.name,
    });
    sniffMember(archive, entry, context);
    return;
  }
  const header = readNpyHeader(content);
  const name = entry.name.replace(/\.npy$/, '');
  readArrayFacts(header, name, entry.size, context, entry.name);
  if (header.objects) {
    const whole: ByteSource = bytesSource(archive.read(entry));
    scanPickles(whole, header.dataOffset, context, entry.name);
  }
}
