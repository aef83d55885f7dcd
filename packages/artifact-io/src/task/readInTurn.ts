import { readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { READ_BLOCK_BYTES, TURN_BYTES } from '../limits';

/**
 * Gives the first `size` bytes behind `fd` block by block, one after the
 * other: costs less than overlapping where every core has work. Events get
 * their turn between `TURN_BYTES`.
 * Throws what `fs.readSync` and `take` throw, and `Error` when the file ends
 * early.
 */
export async function readInTurn(
  fd: number,
  size: number,
  take: (block: Uint8Array) => void,
): Promise<void> {
  const block = Buffer.allocUnsafeSlow(Math.min(READ_BLOCK_BYTES, size));
  let turn = TURN_BYTES;
  for (let offset = 0; offset < size; ) {
    const wanted = Math.min(block.length, size - offset);
    const bytesRead = readSync(fd, block, 0, wanted, offset);
    if (bytesRead === 0) {
      throw new Error(`the file ends at ${offset}, before its size ${size}`);
    }
    take(block.subarray(0, bytesRead));
    offset += bytesRead;
    if (offset >= turn) {
      turn += TURN_BYTES;
      await nextTurn();
    }
  }
}
