import { readHdf5 } from '../hdf5/readHdf5';
import { findSuperblock } from '../hdf5/superblock';
import { FormatError } from '../inspection/FormatError';
import { sniffMember } from '../archive/sniffMember';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, bytesSource } from '../source/ByteSource';
import { memberList } from '../archive/memberList';
import { ZipArchive } from '../zip/ZipArchive';
import { STORED, ZipEntry } from '../zip/ZipEntry';
import { isObject } from '../kerasConfig/gradeObject';
import { parseConfig } from '../kerasConfig/parseConfig';
import { scanKerasConfig } from '../kerasConfig/scanKerasConfig';

/** Members that make an archive one of Keras. */
export const CONFIG = 'config.json';
export const METADATA = 'metadata.json';
const USUAL =
  /^(config\.json|metadata\.json|model\.weights\.(h5|npz)|assets\/.*)$/;

/** Configuration scanned, weights walked; the layers are not read: `unsupported`. */
export function readKeras(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.unsupported();
  const archive = new ZipArchive(source, context);
  if (context.structure) {
    context.facts.memberList = memberList(archive.entries, '');
  }
  for (const entry of archive.entries) {
    readMember(archive, entry, context);
  }
  if (archive.error) {
    throw archive.error;
  }
}

function readMember(
  archive: ZipArchive,
  entry: ZipEntry,
  context: InspectionContext,
): void {
  const { name } = entry;
  if (!USUAL.test(name) && !name.endsWith('/')) {
    context.report(
      'keras/unexpected-member',
      'Keras writes no member of this name',
      { offset: entry.headerOffset, member: name },
    );
  }
  if (name === CONFIG) {
    context.assertLimit('configBytes', entry.size, entry.headerOffset);
    scanKerasConfig(
      archive.read(entry),
      { source: name, member: name },
      context,
    );
  } else if (name === METADATA) {
    context.assertLimit('configBytes', entry.size, entry.headerOffset);
    readMetadata(archive.read(entry), context);
  } else if (!readWeights(archive, entry, context)) {
    sniffMember(archive, entry, context);
  }
}

/** Whether the member is an HDF5 file, by its content. */
function readWeights(
  archive: ZipArchive,
  entry: ZipEntry,
  context: InspectionContext,
): boolean {
  const content =
    entry.method === STORED
      ? archive.open(entry, entry.size)
      : inflated(archive, entry);
  if (!content || findSuperblock(content) === undefined) {
    return false;
  }
  try {
    readHdf5(content, context, entry.name);
  } catch (error) {
    if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
      throw error;
    }
    throw new FormatError(error.code, `${entry.name}: ${error.message}`, {
      offset: entry.dataOffset,
      cause: error,
    });
  }
  return true;
}

/** A packed member that begins like HDF5, whole. */
function inflated(
  archive: ZipArchive,
  entry: ZipEntry,
): ByteSource | undefined {
  return entry.name.endsWith('.h5')
    ? bytesSource(archive.read(entry))
    : undefined;
}

function readMetadata(text: Uint8Array, context: InspectionContext): void {
  const metadata = parseConfig(text, context);
  if (!isObject(metadata)) {
    context.report('keras/unreadable-config', `${METADATA} is no JSON object`, {
      member: METADATA,
    });
    return;
  }
  const { keras_version: version, date_saved: date } = metadata;
  if (typeof version === 'string') {
    context.facts.producer = { name: 'keras', version };
  }
  if (typeof date === 'string') {
    context.addMetadata('date_saved', date);
  }
}
