import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, subSource } from '../source/ByteSource';
import { scanContent } from './scanContent';
import { PickleExpectation } from '../pickle/PickleExpectation';

/**
 * Whether data that is no pickle by its place is one by its content. Reported
 * as `pickle/nested` when a stream from `offset` on imports something, and,
 * where it has no protocol header (as text has not), also calls something.
 */
export function scanNested(
  source: ByteSource,
  offset: number,
  length: number,
  expectation: PickleExpectation,
  context: InspectionContext,
): void {
  scanContent(
    subSource(source, offset, length),
    {
      offset,
      torchscript: expectation.torchscript,
      ...(expectation.member !== undefined && { member: expectation.member }),
    },
    context,
  );
}
