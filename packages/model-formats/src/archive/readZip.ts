import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { readMembers } from './readMembers';
import { sniffMember } from './sniffMember';

/** All members are looked at, none is understood. */
export function readZip(source: ByteSource, context: InspectionContext): void {
  context.unsupported();
  readMembers(source, context, (archive, entry) =>
    sniffMember(archive, entry, context),
  );
}
