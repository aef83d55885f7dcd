import { createHash } from 'node:crypto';
import { FileDigester, LeafDigester } from '@ml-models/model-formats/digest';
import { readInTurn } from './readInTurn';
import { readOverlapped } from './readOverlapped';
import { DigestRequest, DigestResult } from './Task';

const createSha256 = () => createHash('sha256');

/**
 * Digests the first `size` bytes behind `fd` in one pass.
 * Throws what reading and `onProgress` throw, and `Error` when the file ends
 * early; by then nothing reads the descriptor any more.
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
  const read = request.overlap ? readOverlapped : readInTurn;
  let digested = 0;
  await read(fd, size, block => {
    digester.update(block);
    digested += block.length;
    onProgress(digested);
  });
  return digester.digest();
}
