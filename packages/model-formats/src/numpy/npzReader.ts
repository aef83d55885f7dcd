import { archiveKind } from '../archive/archiveKind';
import { FormatReader } from '../reader/FormatReader';
import { isZip } from '../zip/isZip';
import { readNpz } from './readNpz';

/** A ZIP archive of arrays, as `numpy.savez` writes it. */
export const npzReader: FormatReader = {
  formats: ['npz'],
  detect: (head, source) =>
    isZip(head) && archiveKind(source) === 'npz' ? 'npz' : undefined,
  read: readNpz,
};
