import type {
  LocalCopyProgress,
  LocalCopyResult,
  RecordedDigests,
} from './LocalCopyResult';
import { runLocalCopyWorker } from './runLocalCopyWorker';

/**
 * Compares a local file with the record, the whole and its chunks each in a
 * worker of its own: two hashes over all bytes take as long as one where a
 * second core is free. Nothing leaves the browser. When `signal` aborts, the
 * workers end and the promise stays pending.
 *
 * @throws `Error` when the file cannot be read: an unread file is no mismatch
 */
export async function verifyLocalCopy(options: {
  file: Blob;
  recorded: RecordedDigests;
  onProgress: (progress: LocalCopyProgress) => void;
  signal: AbortSignal;
}): Promise<LocalCopyResult> {
  const { file, recorded, onProgress } = options;
  const { leaves } = recorded;
  // When one half fails, the other one need not go on.
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  let hashed = 0;
  let compared = leaves ? 0 : file.size;
  let badChunks: readonly number[] | undefined = leaves && [];
  const report = () => {
    onProgress({ bytes: Math.min(hashed, compared), badChunks });
  };
  try {
    const [digest, differing] = await Promise.all([
      runLocalCopyWorker<'digest'>({
        request: { asked: 'digest', file },
        signal,
        onProgress: bytes => {
          hashed = bytes;
          report();
        },
      }),
      leaves &&
        runLocalCopyWorker<'badChunks'>({
          request: { asked: 'badChunks', file, leaves },
          signal,
          onProgress: (bytes, found) => {
            compared = bytes;
            badChunks = found;
            report();
          },
        }),
    ]);
    return {
      outcome: digest === recorded.digest ? 'match' : 'mismatch',
      digest,
      size: file.size,
      badChunks: differing,
    };
  } finally {
    ended.abort();
  }
}
