import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { PickleExpectation } from '../pickle/PickleExpectation';
import { PickleMachine } from '../pickle/PickleMachine';
import { PickleValue } from '../pickle/PickleValue';
import { ScanningVisitor } from './ScanningVisitor';

/**
 * Reads one stream symbolically and reports every import that is not known to
 * be harmless, and every opcode that PyTorch does not write. An error of the
 * stream is reported too, and thrown when the rest was searched.
 */
export function scanPickle(
  cursor: ByteCursor,
  source: ByteSource,
  expectation: PickleExpectation,
  context: InspectionContext,
  depth = 0,
): PickleValue {
  const visitor = new ScanningVisitor(
    source,
    expectation,
    context,
    depth,
    inner => scanPickle(inner, source, expectation, context, depth + 1),
  );
  try {
    return new PickleMachine(cursor, context.limits, visitor).run();
  } catch (error) {
    if (error instanceof FormatError && error.code !== 'READ_ERROR') {
      visitor.onBreak(error, cursor.position);
    }
    throw error;
  }
}
