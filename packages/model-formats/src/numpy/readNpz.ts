import { readMembers } from '../archive/readMembers';
import { sniffMember } from '../archive/sniffMember';
import { isNpy, readNpyHeader } from '../npy/NpyHeader';
import { scanPickles } from '../pickleStreams/scanPickles';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, bytesSource, readCopy } from '../source/ByteSource';
import { ZipArchive } from '../zip/ZipArchive';
import { ZipEntry } from '../zip/ZipEntry';
import { readArrayFacts } from './readArrayFacts';
import { withoutLineFeed } from './withoutLineFeed';

/** Of a packed array this much is inflated to read its header. */
const HEADER_BYTES = 80 * 1024;
const MAGIC_BYTES = 6;

/** Each member as one array; what is none is reported. */
export function readNpz(source: ByteSource, context: InspectionContext): void {
  context.tensors.start();
  readMembers(source, context, (archive, entry) =>
    readArray(archive, entry, context),
  );
}

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
    const whole = withoutLineFeed(bytesSource(archive.read(entry)));
    scanPickles(whole, header.dataOffset, context, entry.name);
  }
}
