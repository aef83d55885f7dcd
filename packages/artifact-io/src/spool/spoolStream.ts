import { constants } from 'node:fs';
import { FileHandle, open, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ArtifactError, ArtifactErrorCode } from '../ArtifactError';
import { targetError } from '../file/systemError';
import { SPOOL_FREE_CHECK_BYTES } from '../limits';
import { SpoolWriter } from './SpoolWriter';

/** @public */
export interface SpoolLimits {
  /** of the whole stream */
  maxBytes: number;
  /** between two pieces */
  idleMs: number;
  /** from the beginning to the end */
  totalMs: number;
  /** that stay free on the disk of the target */
  minFreeBytes: number;
  /** bytes per second that are taken of a sender; without it as fast as they come */
  maxRate?: number;
  /** average of each window that a sender keeps to; without it none is too slow */
  minRate?: { bytesPerSecond: number; windowMs: number };
}

/** @public */
export interface SpoolOptions {
  limits: SpoolLimits;
  signal?: AbortSignal;
  onProgress?(bytes: number): void;
  /** Asked before so many bytes in all are written; the `ArtifactError` that it throws ends the stream. */
  mayWrite?(bytes: number): Promise<void>;
}

/** @public */
export interface SpooledFile {
  bytes: number;
  /** `sha256:` form, computed on the way */
  sha256: string;
}

/**
 * Writes a stream to the new file `target` (mode 0600) under byte, time and
 * space limits. Whatever fails, the partial file is removed and the stream
 * destroyed; a file that was there before is left alone. Nothing is synced
 * to the disk: a spool does not outlive its machine.
 *
 * Throws what came first, whatever the end of the stream brings after it: `ArtifactError` `TOO_LARGE`, `IDLE_TIMEOUT`,
 * `TOTAL_TIMEOUT`, `TOO_SLOW`, `NO_SPACE`, `STREAM_FAILED`, `CANCELLED`, `TARGET_EXISTS`, `TARGET_UNUSABLE`, or what
 * `mayWrite` throws.
 * @public
 */
export async function spoolStream(
  stream: Readable,
  target: string,
  options: SpoolOptions,
): Promise<SpooledFile> {
  // It may fail while nothing listens yet, which would end the process.
  stream.on('error', () => {});
  let handle: FileHandle;
  try {
    handle = await createTarget(target, options);
  } catch (error) {
    stream.destroy();
    throw asArtifactError(error, target);
  }
  try {
    const file = await fill(handle, stream, target, options);
    await handle.close().catch(error => {
      throw targetError(error, target);
    });
    return file;
  } catch (error) {
    // A disk that fails takes neither; the first error says why.
    await handle.close().catch(() => {});
    await rm(target, { force: true }).catch(() => {});
    throw asArtifactError(error, target);
  }
}

async function createTarget(
  target: string,
  { limits, signal }: SpoolOptions,
): Promise<FileHandle> {
  if (signal?.aborted) {
    throw limit('CANCELLED', 'cancelled', signal.reason);
  }
  try {
    await assertFreeSpace(target, limits.minFreeBytes);
    return await open(
      target,
      constants.O_WRONLY |
        constants.O_CREAT |
        constants.O_EXCL |
        (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
  } catch (error) {
    throw error instanceof ArtifactError ? error : targetError(error, target);
  }
}

async function fill(
  handle: FileHandle,
  stream: Readable,
  target: string,
  { limits, signal, onProgress, mayWrite }: SpoolOptions,
): Promise<SpooledFile> {
  const abort = new AbortController();
  const endWith = (code: ArtifactErrorCode, message: string) => () =>
    abort.abort(limit(code, message, signal?.reason));
  const onCancel = endWith('CANCELLED', 'cancelled');
  const onIdle = endWith('IDLE_TIMEOUT', `no byte for ${limits.idleMs} ms`);
  const onTotal = endWith('TOTAL_TIMEOUT', `not there in ${limits.totalMs} ms`);

  let idle = setTimeout(onIdle, limits.idleMs);
  const total = setTimeout(onTotal, limits.totalMs);
  const restartIdle = () => {
    clearTimeout(idle);
    idle = setTimeout(onIdle, limits.idleMs);
  };
  const begin = performance.now();
  let nextCheck = SPOOL_FREE_CHECK_BYTES;
  const writer = new SpoolWriter(handle, target, {
    async before(bytes) {
      restartIdle();
      if (bytes > limits.maxBytes) {
        throw limit('TOO_LARGE', `more than ${limits.maxBytes} bytes`);
      }
      if (limits.maxRate !== undefined) {
        const dueMs = (bytes * 1000) / limits.maxRate;
        await sleep(Math.max(0, begin + dueMs - performance.now()));
      }
      if (bytes >= nextCheck) {
        nextCheck = bytes + SPOOL_FREE_CHECK_BYTES;
        await assertFreeSpace(target, limits.minFreeBytes);
      }
      await mayWrite?.(bytes);
    },
    after(bytes) {
      restartIdle();
      onProgress?.(bytes);
    },
  });
  const closed = new Promise<void>(resolve => writer.once('close', resolve));
  const stopPacing = pace(limits.minRate, () => writer.received, endWith);
  signal?.addEventListener('abort', onCancel, { once: true });
  try {
    await pipeline(stream, writer, { signal: abort.signal });
    return { bytes: writer.bytes, sha256: writer.digest() };
  } catch (error) {
    // A failed writer closes the stream, upon which its sender seems to have gone: that is not why.
    const isCause = (error as Error).name === 'AbortError';
    throw isCause && abort.signal.aborted ? abort.signal.reason : error;
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
    stopPacing();
    signal?.removeEventListener('abort', onCancel);
    writer.destroy();
    await closed;
    clearTimeout(idle);
  }
}

/** Ends a stream that brings less than its minimum in a window. Answers with how to stop watching. */
function pace(
  minRate: SpoolLimits['minRate'],
  received: () => number,
  endWith: (code: ArtifactErrorCode, message: string) => () => void,
): () => void {
  if (!minRate) {
    return () => {};
  }
  const { bytesPerSecond, windowMs } = minRate;
  const least = (bytesPerSecond * windowMs) / 1000;
  let before = 0;
  const timer = setInterval(() => {
    const now = received();
    if (now - before < least) {
      endWith(
        'TOO_SLOW',
        `${
          now - before
        } bytes in ${windowMs} ms; at least ${least} are expected`,
      )();
    }
    before = now;
  }, windowMs);
  return () => clearInterval(timer);
}

async function assertFreeSpace(target: string, minimum: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(target), {
    bigint: true,
  }).catch(error => {
    throw targetError(error, target);
  });
  if (bavail * bsize < BigInt(minimum)) {
    throw limit('NO_SPACE', `less than ${minimum} bytes would stay free`);
  }
}

function asArtifactError(error: unknown, path: string): ArtifactError {
  if (error instanceof ArtifactError) {
    return new ArtifactError(error.code, error.message, {
      path,
      cause: error.cause,
    });
  }
  return new ArtifactError('STREAM_FAILED', 'the stream ended in an error', {
    path,
    cause: error,
  });
}

function limit(
  code: ArtifactErrorCode,
  message: string,
  cause?: unknown,
): ArtifactError {
  return new ArtifactError(code, message, cause ? { cause } : {});
}
