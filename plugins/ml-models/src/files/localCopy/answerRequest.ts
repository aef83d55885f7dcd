import { sha256 } from '@noble/hashes/sha2.js';
import { compareChunks } from './compareChunks';
import { hashFile } from './hashFile';
import type {
  LocalCopyAnswers,
  LocalCopyMessage,
  LocalCopyRequest,
} from './workerMessages';

/** Milliseconds between two messages of progress: more often than eyes can follow is work for nothing. */
const PROGRESS_MS = 100;

/** What a worker does with its message. */
export async function answerRequest(
  request: LocalCopyRequest,
  post: (message: LocalCopyMessage) => void,
): Promise<void> {
  let last = -Infinity;
  const report = (bytes: number, badChunks?: readonly number[]) => {
    const now = performance.now();
    if (now - last >= PROGRESS_MS) {
      last = now;
      post({ type: 'progress', bytes, badChunks });
    }
  };
  try {
    post({ type: 'answer', answer: await answerOf(request, report) });
  } catch (error) {
    post({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function answerOf(
  request: LocalCopyRequest,
  report: (bytes: number, badChunks?: readonly number[]) => void,
): Promise<LocalCopyAnswers[keyof LocalCopyAnswers]> {
  const createHash = () => sha256.create();
  return request.asked === 'digest'
    ? hashFile(request.file, createHash, report)
    : compareChunks(request.file, request.leaves, createHash, report);
}
