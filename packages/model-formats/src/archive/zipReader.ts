import { FormatReader } from '../reader/FormatReader';
import { isZip } from '../zip/isZip';
import { archiveKind } from './archiveKind';
import { readZip } from './readZip';

/** Any other ZIP archive. */
export const zipReader: FormatReader = {
  formats: ['unknown'],
  detect: (head, source) =>
    isZip(head) && archiveKind(source) === 'unknown' ? 'unknown' : undefined,
  read: readZip,
};
