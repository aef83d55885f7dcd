import { FormatError } from '../FormatError';
import { sniffMember } from '../pickle/sniffMember';
import { FormatReader } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { STORED, ZipEntry } from '../zip/ZipEntry';
import { ZipArchive } from '../zip/ZipArchive';
import { archiveKind } from './archiveKind';
import { isZip } from './torchReader';
import { memberList } from './memberList';
import { readNestedModel } from './readNestedModel';

const SERVER_CODE = /\.(py|sh|pyc|so|jar)$/i;

/** Model archive of TorchServe: a ZIP with MAR-INF/MANIFEST.json. */
export const marReader: FormatReader = {
  formats: ['mar'],
  detect: (head, source) =>
    isZip(head) && archiveKind(source) === 'mar' ? 'mar' : undefined,
  read(source, context) {
    readMembers(source, context, (archive, entry) => {
      if (SERVER_CODE.test(entry.name)) {
        context.report(
          'torch/server-code',
          'the model server runs this member',
          { offset: entry.headerOffset, member: entry.name },
        );
      }
      const nested =
        entry.method === STORED &&
        readNestedModel(archive.open(entry, entry.size), entry, context);
      if (!nested) {
        sniffMember(archive, entry, context);
      }
    });
  },
};

/** Any other ZIP archive: all members are looked at, none is understood. */
export const archiveReader: FormatReader = {
  formats: ['unknown'],
  detect: (head, source) =>
    isZip(head) && archiveKind(source) === 'unknown' ? 'unknown' : undefined,
  read(source, context) {
    context.unsupported();
    readMembers(source, context, (archive, entry) =>
      sniffMember(archive, entry, context),
    );
  },
};

function readMembers(
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
  if (error) {
    throw error;
  }
}
