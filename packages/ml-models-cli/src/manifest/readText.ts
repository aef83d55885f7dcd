import { read } from 'node:fs';
import { promisify } from 'node:util';
import { ArtifactError, openFile } from '@ml-models/artifact-io';

const readAt = promisify(read);

/**
 * A whole text file of at most `maxBytes`. Throws `ArtifactError` `TOO_LARGE`
 * and those of `openFile`; `TypeError` when it is not UTF-8.
 */
export async function readText(
  path: string,
  maxBytes: number,
): Promise<string> {
  const file = await openFile(path);
  try {
    if (file.size > maxBytes) {
      throw new ArtifactError('TOO_LARGE', `more than ${maxBytes} bytes`, {
        path,
      });
    }
    const bytes = Buffer.alloc(file.size);
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await readAt(
        file.fd,
        bytes,
        done,
        bytes.length - done,
        done,
      );
      if (bytesRead === 0) {
        throw new ArtifactError(
          'CHANGED_WHILE_READ',
          'the file changed while it was read',
          { path },
        );
      }
      done += bytesRead;
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } finally {
    await file.close();
  }
}
