import { ArtifactError } from '../ArtifactError';
import { cancelled } from '../pool/runOnWorker';
import { digestDescriptor } from './digestDescriptor';
import { DigestRequest, DigestResult } from './Task';
import { throttled } from './throttled';

/**
 * What a worker does for a `DigestRequest`, in the calling thread, which
 * stays free for events only between two blocks.
 * Throws `ArtifactError` `CANCELLED`, `NOT_READABLE`.
 */
export async function digestInCaller(
  { fd, size }: { fd: number; size: number },
  request: DigestRequest,
  options: { signal?: AbortSignal; onProgress?(bytes: number): void } = {},
): Promise<DigestResult> {
  const { signal, onProgress } = options;
  const report = throttled(bytes => onProgress?.(bytes));
  const assertWanted = () => {
    if (signal?.aborted) {
      throw cancelled(signal);
    }
  };
  assertWanted();
  onProgress?.(0);
  try {
    return await digestDescriptor(fd, size, request, bytes => {
      assertWanted();
      report(bytes);
    });
  } catch (error) {
    throw error instanceof ArtifactError
      ? error
      : new ArtifactError('NOT_READABLE', String(error));
  }
}
