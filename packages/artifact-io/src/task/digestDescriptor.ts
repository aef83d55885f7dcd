import { createHash } from 'node:crypto';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import { FileDigester, LeafDigester } from '@ml-models/model-formats/digest';
import { READ_BLOCK_BYTES } from '../limits';
import { DigestRequest, DigestResult } from './Task';

const readAt = promisify(read);
const createSha256 = () => createHash('sha256');

/**
 * Digests the first `size` bytes behind `fd` in one pass. The next block is
 * read while this one is hashed, which hides the reading.
 * Throws what `fs.read` and `onProgress` throw, and `Error` when the file
 * ends early; by then nothing reads the descriptor any more.
 */
export async function digestDescriptor(
  fd: number,
  size: number,
  request: DigestRequest,
  onProgress: (bytes: number) => void = () => {},
): Promise<DigestResult> {
  const digester = request.sha256
    ? new FileDigester(createSha256, { leaves: request.leaves })
    : new LeafDigester(createSha256);
  const blockBytes = Math.min(READ_BLOCK_BYTES, size);
  let block = Buffer.allocUnsafeSlow(blockBytes);
  let spare = Buffer.allocUnsafeSlow(size > blockBytes ? blockBytes : 0);
  const readBlock = (into: Buffer, at: number) =>
    readAt(fd, into, 0, Math.min(blockBytes, size - at), at);

  let offset = 0;
  let pending = size > 0 ? readBlock(block, 0) : undefined;
  try {
    while (pending) {
      const { bytesRead } = await pending;
      if (bytesRead === 0) {
        throw new Error(`the file ends at ${offset}, before its size ${size}`);
      }
      const next = offset + bytesRead;
      pending = next < size ? readBlock(spare, next) : undefined;
      digester.update(block.subarray(0, bytesRead));
      [block, spare] = [spare, block];
      offset = next;
      onProgress(offset);
    }
  } finally {
    // Whoever closes the descriptor next must not meet this read.
    await pending?.catch(() => {});
  }
  return digester.digest();
}
