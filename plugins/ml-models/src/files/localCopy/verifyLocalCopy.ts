import type {
  LocalCopyProgress,
  LocalCopyResult,
  RecordedDigests,
} from './LocalCopyResult';
import { runLocalCopyWorker } from './runLocalCopyWorker';

/** Cores of which both halves of the work leave one to the page. */
const CORES_FOR_BOTH = 3;

/**
 * Compares a local file with the record, its chunks and the whole each in a
 * worker of its own: at once where there are cores for it, else chunks first.
 * Nothing leaves the browser. When `signal` aborts, the workers end and the
 * promise stays pending.
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
  let compared = 0;
  let badChunks: readonly number[] | undefined = leaves && [];
  const report = () => {
    const bytes = leaves ? (hashed + compared) / 2 : hashed;
    onProgress({ bytes, compared, badChunks });
  };
  const compareChunks = async () => {
    badChunks =
      leaves &&
      (await runLocalCopyWorker<'badChunks'>({
        request: { asked: 'badChunks', file, leaves },
        signal,
        onProgress: (bytes, found) => {
          compared = bytes;
          badChunks = found;
          report();
        },
      }));
    compared = file.size;
  };
  const hashWhole = () =>
    runLocalCopyWorker<'digest'>({
      request: { asked: 'digest', file },
      signal,
      onProgress: bytes => {
        hashed = bytes;
        report();
      },
    });
  try {
    const chunks = compareChunks();
    if (navigator.hardwareConcurrency < CORES_FOR_BOTH) {
      await chunks;
    }
    const [digest] = await Promise.all([hashWhole(), chunks]);
    return {
      outcome: digest === recorded.digest ? 'match' : 'mismatch',
      digest,
      size: file.size,
      badChunks,
    };
  } finally {
    ended.abort();
  }
}
