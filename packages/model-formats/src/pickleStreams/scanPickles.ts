import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { scanPickle } from './scanPickle';

const STREAMS = 10_000;

/**
 * Every stream from `start` up to the end: loaders may read several. Offsets
 * count from the start of `source`.
 */
export function scanPickles(
  source: ByteSource,
  start: number,
  context: InspectionContext,
  member?: string,
): void {
  const expectation = {
    torch: false,
    torchscript: false,
    ...(member !== undefined && { member }),
  };
  const cursor = new ByteCursor(source, start);
  for (let streams = 0; cursor.position < source.size; streams++) {
    if (streams === 1) {
      context.report(
        'pickle/several-streams',
        'more than one stream stands in the file',
        {
          offset: cursor.position,
          ...(member !== undefined && { member }),
        },
      );
    }
    if (streams === STREAMS) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `more than ${STREAMS} streams stand in the file`,
        { offset: cursor.position },
      );
    }
    scanPickle(cursor, source, expectation, context);
  }
}
