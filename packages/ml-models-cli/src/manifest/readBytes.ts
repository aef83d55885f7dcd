import { read } from 'node:fs';
import { promisify } from 'node:util';
import { ArtifactError, openFile } from '@ml-models/artifact-io';

const readAt = promisify(read);

/** The name that stands for standard input. */
export const STDIN = '-';

/**
 * All bytes of a file, or of standard input, at most `maxBytes`. Throws `ArtifactError` `TOO_LARGE` and those of
 * `openFile`.
 */
export async function readBytes(
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  return await (path === STDIN
    ? readStandardInput(maxBytes)
    : readFile(path, maxBytes));
}

async function readStandardInput(maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of process.stdin) {
    total += chunk.length;
    if (total > maxBytes) {
      throw tooLarge(STDIN, maxBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await openFile(path);
  try {
    if (file.size > maxBytes) {
      throw tooLarge(path, maxBytes);
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
    return bytes;
  } finally {
    await file.close();
  }
}

function tooLarge(path: string, maxBytes: number): ArtifactError {
  return new ArtifactError('TOO_LARGE', `more than ${maxBytes} bytes`, {
    path,
  });
}
