import { scanContent } from '../content/scanContent';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, subSource } from '../source/ByteSource';
import { BLOCK_BYTES, MEMBER_NAME, MEMBER_SIZE, tarText } from './tarHeader';

/** Every member of a tar archive is looked at, none is understood. */
export function readTar(source: ByteSource, context: InspectionContext): void {
  context.unsupported();
  context.report(
    'torch/old-layout',
    'a tar archive: its members were scanned, not read',
    { offset: 0 },
  );
  let at = 0;
  for (let members = 0; at + BLOCK_BYTES <= source.size; members++) {
    context.assertLimit('archiveEntries', members, at);
    const header = new Uint8Array(source.read(at, BLOCK_BYTES));
    const size = parseInt(tarText(header, MEMBER_SIZE).trim(), 8);
    const dataAt = at + BLOCK_BYTES;
    if (Number.isNaN(size) || dataAt + size > source.size) {
      return;
    }
    const member = tarText(header, MEMBER_NAME);
    scanContent(
      subSource(source, dataAt, size),
      { offset: 0, member },
      context,
    );
    at = dataAt + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
}
