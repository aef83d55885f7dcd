import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { ArtifactError } from '../ArtifactError';
import { WORKER_MEMORY_MB } from '../limits';
import { startWorker, StartWorkerOptions } from '../startWorker';
import { TaskRequest } from '../task/Task';
import { cancelled, runOnWorker, RunOptions, TaskResult } from './runOnWorker';

/** @public */
export interface InspectionPoolOptions {
  /** threads at most; default one per core */
  size?: number;
  /** instead of `startWorker` */
  startWorker?(options: StartWorkerOptions): Worker;
}

interface IdleWorker {
  worker: Worker;
  memoryMb: number;
}

/**
 * Worker threads that hash and read files, started when needed and kept.
 * Idle ones do not keep the process alive.
 * @public
 */
export class InspectionPool {
  readonly size: number;
  private readonly start: (options: StartWorkerOptions) => Worker;
  private readonly idle: IdleWorker[] = [];
  /** in the order they came */
  private readonly waiting = new Set<() => void>();
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(options: InspectionPoolOptions = {}) {
    this.size = Math.max(1, options.size ?? availableParallelism());
    this.start = options.startWorker ?? startWorker;
  }

  /** Tasks that would start at once. */
  get free(): number {
    return Math.max(0, this.size - this.running.size - this.waiting.size);
  }

  /**
   * Runs one task as soon as a thread is free, first come, first served.
   * Throws what `runOnWorker` throws, and `CLOSED`.
   * @internal
   */
  async run(task: TaskRequest, options: RunOptions = {}): Promise<TaskResult> {
    await this.turn(options.signal);
    const running = this.runNow(task, options);
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
      this.startNext();
    }
  }

  /** Ends all threads; what is running or waiting fails with `CLOSED`. */
  async close(): Promise<void> {
    this.closing.abort();
    this.waiting.forEach(start => start());
    this.waiting.clear();
    await Promise.allSettled(this.running);
    await Promise.all(
      this.idle.splice(0).map(({ worker }) => worker.terminate()),
    );
  }

  private async runNow(
    task: TaskRequest,
    { memoryMb = WORKER_MEMORY_MB, ...options }: RunOptions,
  ): Promise<TaskResult> {
    const worker = await this.take(memoryMb);
    const signal = options.signal
      ? AbortSignal.any([options.signal, this.closing.signal])
      : this.closing.signal;
    worker.ref();
    try {
      return await runOnWorker(worker, task, { ...options, memoryMb, signal });
    } catch (error) {
      throw this.closing.signal.aborted ? closed() : error;
    } finally {
      if (isAlive(worker)) {
        worker.unref();
        this.idle.push({ worker, memoryMb });
      }
    }
  }

  /** Resolves when fewer than `size` tasks run. */
  private async turn(signal: AbortSignal | undefined): Promise<void> {
    while (!this.closing.signal.aborted && this.running.size >= this.size) {
      await this.queue(signal);
    }
    if (this.closing.signal.aborted) {
      throw closed();
    }
  }

  private queue(signal: AbortSignal | undefined): Promise<void> {
    let onAbort = () => {};
    return new Promise<void>((resolve, reject) => {
      onAbort = () => {
        this.waiting.delete(resolve);
        reject(cancelled(signal));
      };
      if (signal?.aborted) {
        onAbort();
        return;
      }
      this.waiting.add(resolve);
      signal?.addEventListener('abort', onAbort, { once: true });
    }).finally(() => signal?.removeEventListener('abort', onAbort));
  }

  private startNext(): void {
    for (const start of this.waiting) {
      this.waiting.delete(start);
      start();
      return;
    }
  }

  private async take(memoryMb: number): Promise<Worker> {
    for (;;) {
      const at = this.idle.findLastIndex(
        candidate => candidate.memoryMb === memoryMb,
      );
      const [match] = at >= 0 ? this.idle.splice(at, 1) : [];
      if (!match) {
        break;
      }
      if (isAlive(match.worker)) {
        return match.worker;
      }
    }
    if (this.idle.length + this.running.size >= this.size) {
      await this.idle.shift()?.worker.terminate();
    }
    const worker = this.start({ memoryMb });
    // Without a listener, an idle thread that fails would end the process.
    worker.on('error', () => {});
    return worker;
  }
}

function isAlive(worker: Worker): boolean {
  return worker.threadId !== -1;
}

function closed(): ArtifactError {
  return new ArtifactError('CLOSED', 'the pool is closed');
}
