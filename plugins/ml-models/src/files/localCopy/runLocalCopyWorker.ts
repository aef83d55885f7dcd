import type {
  LocalCopyAnswers,
  LocalCopyMessage,
  LocalCopyRequest,
} from './workerMessages';

/**
 * Lets a worker of its own answer one request; the worker ends with the answer
 * or when `signal` aborts, which leaves the promise pending.
 *
 * @throws `Error` when the file cannot be read or the worker cannot be started
 */
export async function runLocalCopyWorker<
  A extends keyof LocalCopyAnswers,
>(options: {
  request: Extract<LocalCopyRequest, { asked: A }>;
  onProgress: (bytes: number, badChunks?: readonly number[]) => void;
  signal: AbortSignal;
}): Promise<LocalCopyAnswers[A]> {
  const { request, onProgress, signal } = options;
  const { createLocalCopyWorker } = await import('./createLocalCopyWorker');
  const worker = createLocalCopyWorker();
  signal.addEventListener('abort', () => worker.terminate());
  if (signal.aborted) {
    worker.terminate();
  }
  try {
    return await new Promise((resolve, reject) => {
      worker.onerror = event => {
        reject(
          new Error(
            event.message || 'The browser did not start the hashing task',
          ),
        );
      };
      worker.onmessage = ({ data }: MessageEvent<LocalCopyMessage>) => {
        switch (data.type) {
          case 'progress':
            onProgress(data.bytes, data.badChunks);
            break;
          case 'answer':
            // The worker answers what it was asked.
            resolve(data.answer as LocalCopyAnswers[A]);
            break;
          default:
            reject(new Error(data.message));
        }
      };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
