import { FormatReader } from '../reader/FormatReader';
import { isZip } from '../zip/isZip';
import { archiveKind } from './archiveKind';
import { readMar } from './readMar';

/** Model archive of TorchServe: a ZIP with MAR-INF/MANIFEST.json. */
export function marReader(models: readonly FormatReader[]): FormatReader {
  return {
    formats: ['mar'],
    detect: (head, source) =>
      isZip(head) && archiveKind(source) === 'mar' ? 'mar' : undefined,
    read: (source, context) => readMar(source, models, context),
  };
}
