import { FormatReader } from '../reader/FormatReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { STORED } from '../zip/ZipEntry';
import { readMembers } from './readMembers';
import { readNestedModel } from './readNestedModel';
import { sniffMember } from './sniffMember';

const SERVER_CODE = /\.(py|sh|pyc|so|jar)$/i;

/** Members that are models by one of the readers `models`, and what the server runs. */
export function readMar(
  source: ByteSource,
  models: readonly FormatReader[],
  context: InspectionContext,
): void {
  readMembers(source, context, (archive, entry) => {
    if (SERVER_CODE.test(entry.name)) {
      context.report('torch/server-code', 'the model server runs this member', {
        offset: entry.headerOffset,
        member: entry.name,
      });
    }
    const nested =
      entry.method === STORED &&
      readNestedModel(archive.open(entry, entry.size), entry, models, context);
    if (!nested) {
      sniffMember(archive, entry, context);
    }
  });
}
