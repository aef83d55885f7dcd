import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { bytesSource } from '../source/ByteSource';
import { PickleValue } from '../pickle/PickleValue';
import { scanNested } from '../content/scanNested';
import { PickleExpectation } from '../pickle/PickleExpectation';
import { scanPickle } from './scanPickle';

/**
 * A member that is one pickle stream and nothing else; what follows its STOP
 * is scanned as well and reported.
 */
export function scanPickleMember(
  bytes: Uint8Array,
  expectation: PickleExpectation,
  context: InspectionContext,
): PickleValue {
  const source = bytesSource(bytes);
  const cursor = new ByteCursor(source);
  const value = scanPickle(cursor, source, expectation, context);
  const rest = bytes.length - cursor.position;
  if (rest > 0) {
    context.report(
      'pickle/trailing-bytes',
      `${rest} bytes follow the end of the stream`,
      {
        offset: cursor.position,
        ...(expectation.member !== undefined && {
          member: expectation.member,
        }),
      },
    );
    scanNested(source, cursor.position, rest, expectation, context);
  }
  return value;
}
