import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';

/** APPNOTE.TXT §4.3.16: the record, and the longest comment that may follow it. */
const RECORD_BYTES = 22;
const MAX_COMMENT = 0xffff;
const COMMENT_LENGTH = 20;

/**
 * A ZIP archive is found from its end, so any file can carry one in its last
 * bytes: reports an end record whose comment ends where the file ends.
 */
export function reportTrailingArchive(
  source: ByteSource,
  context: InspectionContext,
): void {
  const length = Math.min(source.size, RECORD_BYTES + MAX_COMMENT);
  const start = source.size - length;
  const tail = source.read(start, length);
  let at = tail.length - RECORD_BYTES;
  while (at >= 0) {
    at = tail.lastIndexOf(0x50, at);
    if (
      at >= 0 &&
      tail[at + 1] === 0x4b &&
      tail[at + 2] === 0x05 &&
      tail[at + 3] === 0x06 &&
      at +
        RECORD_BYTES +
        tail[at + COMMENT_LENGTH] +
        tail[at + COMMENT_LENGTH + 1] * 256 ===
        tail.length
    ) {
      context.report(
        'archive/hidden-container',
        'the last bytes of the file are the end of a ZIP archive',
        { offset: start + at },
      );
      return;
    }
    at -= 1;
  }
}
