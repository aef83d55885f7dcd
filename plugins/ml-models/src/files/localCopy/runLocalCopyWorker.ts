import type { LocalCopyProgress, LocalCopyResult } from './verifyLocalCopy';
import type { LocalCopyMessage, LocalCopyRequest } from './workerMessages';

/**
 * Lets a worker of its own verify one file; the worker ends with the answer or
 * when `signal` aborts, which leaves the promise pending.
 *
 * @throws `Error` when the file cannot be read or the worker cannot be started
 */
export async function runLocalCopyWorker(options: {
  request: LocalCopyRequest;
  onProgress: (progress: LocalCopyProgress) => void;
  signal: AbortSignal;
}): Promise<LocalCopyResult> {
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
            onProgress(data);
            break;
          case 'result':
            resolve(data.result);
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
