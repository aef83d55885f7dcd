import { sha256 } from '@noble/hashes/sha2.js';
import { verifyLocalCopy } from './verifyLocalCopy';
import type { LocalCopyMessage, LocalCopyRequest } from './workerMessages';

/** Milliseconds between two messages of progress: more often than eyes can follow is work for nothing. */
const PROGRESS_MS = 100;

/** What the worker does with its message. */
export async function answerRequest(
  { file, recorded }: LocalCopyRequest,
  post: (message: LocalCopyMessage) => void,
): Promise<void> {
  let last = -Infinity;
  try {
    const result = await verifyLocalCopy({
      file,
      recorded,
      createHash: () => sha256.create(),
      onProgress: progress => {
        const now = performance.now();
        if (now - last >= PROGRESS_MS) {
          last = now;
          post({ type: 'progress', ...progress });
        }
      },
    });
    post({ type: 'result', result });
  } catch (error) {
    post({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}
