import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { ArtifactFile } from '@ml-models/artifact-io';
import { parseInspection } from './parseInspection';
import type { Inspection } from '@ml-models/model-formats';
import type { IngestionContext } from '../IngestionContext';
import { READER_READ_BYTES } from '../limits';

const readAt = promisify(read);

/**
 * Offers a file that the built-in readers left `unsupported` to the registered ones. A reader that throws,
 * or answers with another shape, leaves it as it is.
 */
export async function askFormatReaders(
  path: string,
  file: ArtifactFile,
  inspection: Inspection,
  context: Pick<IngestionContext, 'readers' | 'signal' | 'observer' | 'trace'>,
): Promise<Inspection> {
  if (inspection.status !== 'unsupported') {
    return inspection;
  }
  const input = {
    path,
    size: file.size,
    read: (offset: number, length: number) => readRange(file, offset, length),
  };
  for (const reader of context.readers) {
    try {
      const answer = await reader.read(input, { signal: context.signal });
      if (answer) {
        return parseInspection(answer);
      }
    } catch (error) {
      context.observer.providerFailed(reader.name);
      context.trace.error(`Format reader ${reader.name} failed`, error);
    }
  }
  return inspection;
}

async function readRange(
  file: ArtifactFile,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (
    !Number.isSafeInteger(offset) ||
    !Number.isSafeInteger(length) ||
    offset < 0 ||
    length < 0 ||
    length > READER_READ_BYTES ||
    offset + length > file.size
  ) {
    throw new RangeError(`no ${length} bytes at ${offset} of ${file.size}`);
  }
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await readAt(
      file.fd,
      bytes,
      done,
      length - done,
      offset + done,
    );
    if (bytesRead === 0) {
      throw new RangeError('the file is shorter than it was');
    }
    done += bytesRead;
  }
  return bytes;
}
