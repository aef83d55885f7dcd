import type {
  Inspection,
  InspectionError,
  ModelFormat,
} from '@ml-models/model-formats';
import type { Worker } from 'node:worker_threads';
import { ArtifactError } from '../ArtifactError';
import {
  DIGEST_IDLE_MS,
  INSPECT_TIMEOUT_MS,
  WORKER_MEMORY_MB,
} from '../limits';
import { failedInspection } from '../task/failedInspection';
import { DigestResult, TaskMessage, TaskRequest, TaskStep } from '../task/Task';
import { watchMemory } from './watchMemory';

export interface RunOptions {
  signal?: AbortSignal;
  onProgress?(step: TaskStep, bytes: number): void;
  /** for the whole inspection */
  inspectTimeoutMs?: number;
  /** heap and array buffers of the thread during the inspection, in MiB */
  memoryMb?: number;
  /** without a hashed byte */
  digestIdleMs?: number;
}

export interface TaskResult {
  digest?: DigestResult;
  inspection?: Inspection;
}

/**
 * Runs one task on a worker that is free. A reader that never ends, eats its
 * memory or kills the thread is an answer about the file (`failed`); the
 * same while hashing is an error. In both cases, and when cancelled, the
 * thread has ended by the time this settles, so that nothing reads the
 * descriptor any more; the caller looks at `worker.threadId`.
 *
 * Throws `ArtifactError` `CANCELLED`, `IDLE_TIMEOUT`, `NOT_READABLE`,
 * `WORKER_DIED`.
 */
export async function runOnWorker(
  worker: Worker,
  task: TaskRequest,
  options: RunOptions = {},
): Promise<TaskResult> {
  const result: TaskResult = {};
  let step: TaskStep | undefined;
  let format: ModelFormat | undefined;
  let timer: NodeJS.Timeout | undefined;
  let endMemoryWatch: (() => void) | undefined;
  const { signal } = options;
  const stop: (() => void)[] = [];

  const ended = new Promise<void>((resolve, reject) => {
    const watch = () => {
      clearTimeout(timer);
      const ms =
        step === 'inspect'
          ? options.inspectTimeoutMs ?? INSPECT_TIMEOUT_MS
          : options.digestIdleMs ?? DIGEST_IDLE_MS;
      timer = setTimeout(() => reject(timedOut(step, ms)), ms);
    };
    const onMessage = (message: TaskMessage) => {
      switch (message.type) {
        case 'progress':
          step = message.step;
          watch();
          if (step === 'inspect') {
            endMemoryWatch ??= watchMemory(
              worker,
              options.memoryMb ?? WORKER_MEMORY_MB,
              () => reject(outOfMemory()),
            );
          }
          options.onProgress?.(message.step, message.bytes);
          break;
        case 'digest':
          result.digest = message.result;
          break;
        case 'format':
          format = message.format;
          break;
        case 'inspection':
          result.inspection = message.inspection;
          break;
        case 'unreadable':
          reject(new ArtifactError('NOT_READABLE', message.message));
          break;
        case 'done':
          resolve();
          break;
        default:
          reject(died(new Error('an unknown message')));
      }
    };
    const onError = (error: unknown) => reject(died(error));
    const onExit = (code: number) => reject(died(new Error(`exit ${code}`)));
    const onAbort = () => reject(cancelled(signal));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', onAbort, { once: true });
    stop.push(() => {
      worker.off('message', onMessage).off('error', onError);
      worker.off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      clearTimeout(timer);
      endMemoryWatch?.();
    });
    if (signal?.aborted) {
      onAbort();
      return;
    }
    watch();
    worker.postMessage(task);
  });

  try {
    await ended;
    return result;
  } catch (error) {
    await worker.terminate();
    const failure = step === 'inspect' ? failureOf(error) : undefined;
    if (failure) {
      return { ...result, inspection: failedInspection(failure, format) };
    }
    throw error;
  } finally {
    stop.forEach(off => off());
  }
}

/** What a stopped reader says about its file; other errors say nothing. */
function failureOf(error: unknown): InspectionError | undefined {
  if (!(error instanceof ArtifactError)) {
    return undefined;
  }
  if (error.code === 'IDLE_TIMEOUT') {
    return { code: 'TIMEOUT', message: 'reading its structure took too long' };
  }
  if (error.code !== 'WORKER_DIED') {
    return undefined;
  }
  const { code } = (error.cause ?? {}) as { code?: string };
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { code: 'OUT_OF_MEMORY', message: 'reading it took too much memory' }
    : { code: 'INTERNAL', message: 'the thread that read it ended by itself' };
}

/** As Node says it of a thread that passes V8's limit. */
function outOfMemory(): ArtifactError {
  return died({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
}

export function cancelled(signal: AbortSignal | undefined): ArtifactError {
  return new ArtifactError('CANCELLED', 'cancelled', { cause: signal?.reason });
}

function timedOut(step: TaskStep | undefined, ms: number): ArtifactError {
  return new ArtifactError(
    'IDLE_TIMEOUT',
    step === 'inspect' ? `not read in ${ms} ms` : `no byte for ${ms} ms`,
  );
}

function died(cause: unknown): ArtifactError {
  return new ArtifactError('WORKER_DIED', 'a worker ended by itself', {
    cause,
  });
}
