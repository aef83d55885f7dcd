import { read } from 'node:fs';
import { promisify } from 'node:util';
import { READ_BLOCK_BYTES } from '../limits';

const readAt = promisify(read);

/**
 * Gives the first `size` bytes behind `fd` block by block, the next one being
 * read while this one is worked on: hides the reading where a core is free
 * for it. Throws what `fs.read` and `take` throw, and `Error` when the file
 * ends early; by then nothing reads the descriptor any more.
 */
export async function readOverlapped(
  fd: number,
  size: number,
  take: (block: Uint8Array) => void,
): Promise<void> {
  const blockBytes = Math.min(READ_BLOCK_BYTES, size);
  let block = Buffer.allocUnsafeSlow(blockBytes);
  let spare = Buffer.allocUnsafeSlow(blockBytes);
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
      offset += bytesRead;
      pending = offset < size ? readBlock(spare, offset) : undefined;
      take(block.subarray(0, bytesRead));
      [block, spare] = [spare, block];
    }
  } finally {
    // Whoever closes the descriptor next must not meet this read.
    await pending?.catch(() => {});
  }
}
