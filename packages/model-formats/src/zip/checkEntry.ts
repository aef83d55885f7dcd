import { InspectionContext } from '../reader/InspectionContext';
import { DEFLATED, STORED, UTF8_FLAG, ZipEntry } from './ZipEntry';

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const PATCH = 0x0020;
/** Deflate level (bits 1, 2), data descriptor (3), UTF-8 names (11). */
const USUAL_FLAGS = 0x0002 | 0x0004 | 0x0008 | UTF8_FLAG;

/** All that `checkEntry` asks of the entry itself, without a report. */
export function isUsualEntry({
  flags,
  method,
  size,
  compressedSize,
}: ZipEntry): boolean {
  return (
    (flags & ~USUAL_FLAGS) === 0 &&
    (method === STORED ? size === compressedSize : method === DEFLATED)
  );
}

/** What a member of the central directory says of itself. */
export function checkEntry(
  entry: ZipEntry,
  header: {
    /** position of the central header in the file */
    offset: number;
    /** no UTF-8, or a second name in an extra field */
    ambiguousName: boolean;
    ascii: boolean;
    disk: number;
  },
  context: InspectionContext,
): void {
  const { flags, method } = entry;
  const report = (rule: Parameters<typeof context.report>[0], text: string) =>
    context.report(rule, text, { offset: header.offset, member: entry.name });
  if (flags & ENCRYPTED) {
    report('zip/encrypted', 'the member is marked as encrypted');
  }
  if (flags & PATCH) {
    report('zip/flags', 'the member is marked as a patch');
  } else if (flags & ~(USUAL_FLAGS | ENCRYPTED)) {
    report(
      'zip/flags',
      `the member has the unusual flags 0x${flags.toString(16)}`,
    );
  }
  if (method !== STORED && method !== DEFLATED) {
    report('zip/method', `the member is packed by method ${method}`);
  }
  if (method === STORED && entry.size !== entry.compressedSize) {
    report('zip/header-mismatch', 'a stored member has two different sizes');
  }
  if (header.disk !== 0) {
    report('zip/header-mismatch', 'the member claims to be on another disk');
  }
  // Without the flag a name is CP437 to some readers and UTF-8 to others.
  if (header.ambiguousName || (!header.ascii && !(flags & UTF8_FLAG))) {
    report('zip/unsafe-name', 'readers disagree about the name of the member');
  }
}
