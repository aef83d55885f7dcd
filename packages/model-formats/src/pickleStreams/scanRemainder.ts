import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource, readCopy, subSource } from '../source/ByteSource';
import { ContentPlace, scanContent } from '../content/scanContent';
import { OP } from '../pickle/OP';

/** So much behind a broken stream is searched for the begin of another. */
const SEARCHED_BYTES = 16 * 1024 * 1024;
const STEP_BYTES = 64 * 1024;
const CANDIDATES = 256;
const NEWEST_PROTOCOL = 5;

/**
 * Looks for streams behind a point where a stream stopped making sense: a
 * more lenient loader may get there.
 */
export function scanRemainder(
  source: ByteSource,
  from: number,
  place: ContentPlace,
  context: InspectionContext,
): void {
  const end = Math.min(source.size, from + SEARCHED_BYTES);
  let candidates = 0;
  for (let start = from; start < end; start += STEP_BYTES) {
    // One byte more, for the version that follows the opcode.
    const length = Math.min(STEP_BYTES + 1, source.size - start);
    const step = readCopy(source, start, length);
    let at = step.indexOf(OP.PROTO);
    while (at >= 0 && at < STEP_BYTES && candidates < CANDIDATES) {
      if (step[at + 1] <= NEWEST_PROTOCOL) {
        candidates += 1;
        const offset = start + at;
        scanContent(
          subSource(source, offset, source.size - offset),
          { ...place, offset: place.offset + offset },
          context,
        );
      }
      at = step.indexOf(OP.PROTO, at + 1);
    }
  }
}
