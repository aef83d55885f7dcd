import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  detectFormat,
  FormatReader,
  inspect,
  Inspection,
  ModelFormat,
} from '@ml-models/model-formats';
import { askReaders } from './askReaders';
import { DescriptorSource } from './DescriptorSource';
import { failedInspection } from './failedInspection';
import { InspectRequest } from './Task';

/**
 * Structure of the first `size` bytes behind `fd`; never throws. `onFormat`
 * is told the format before the structure is read, which may never end.
 */
export function inspectDescriptor(
  fd: number,
  size: number,
  request: InspectRequest,
  onFormat?: (format: ModelFormat) => void,
): Inspection {
  const { readers: entries = [], ...options } = request;
  const source = new DescriptorSource(fd, size);
  try {
    if (onFormat && size > 0) {
      onFormat(detectFormat(source));
    }
    const read = (readers: FormatReader[]) =>
      inspect(source, {
        ...options,
        readers,
        createSha256: () => createHash('sha256'),
        crc32,
      });
    return askReaders(read([]), entries, reader => read([reader]));
  } catch (error) {
    const message = `the reader broke: ${String(error)}`;
    return failedInspection({ code: 'INTERNAL', message });
  }
}
