import type { Worker } from 'node:worker_threads';
import { TextError } from '@ml-models/bounded-text';
import { ArtifactError } from '../ArtifactError';
import {
  TEXT_KEPT_BYTES,
  TEXT_MEMORY_MB,
  TEXT_THREADS,
  TEXT_TIMEOUT_MS,
  TEXT_WAITING,
} from '../limits';
import { watchMemory } from '../pool/watchMemory';
import { startWorker, TEXT_WORKER } from '../startWorker';
import type { TextAnswer, TextMessage, TextTask } from './TextTask';

/**
 * The threads that read large texts, apart from those that read models: a request is not to wait for a gigabyte.
 * Started when needed and kept; idle ones hold no process open.
 */
export class TextThreads {
  private readonly idle: Worker[] = [];
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(
    private readonly options: {
      timeoutMs?: number;
      memoryMb?: number;
      start?: () => Worker;
    } = {},
  ) {}

  /**
   * First come, first served. Throws `TextError`, `TOO_COSTLY` also over a limit of this class, and `ArtifactError`
   * `BUSY` when too many texts wait, `WORKER_DIED`.
   */
  async read(task: TextTask): Promise<TextAnswer> {
    await this.turn();
    try {
      return await this.readNow(task);
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.running >= TEXT_THREADS) {
      if (this.waiting.length >= TEXT_WAITING) {
        throw new ArtifactError('BUSY', 'too many texts wait to be read');
      }
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    this.running += 1;
  }

  private async readNow(task: TextTask): Promise<TextAnswer> {
    const worker = this.idle.pop() ?? this.start();
    worker.ref();
    let message: TextMessage;
    try {
      message = await this.ask(worker, task);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    if (task.bytes.length > TEXT_KEPT_BYTES) {
      await worker.terminate();
    } else {
      worker.unref();
      this.idle.push(worker);
    }
    if (message.type === 'read') {
      return message.answer;
    }
    if (message.type === 'refused') {
      throw TextError.from(message);
    }
    throw died(new Error(message.message));
  }

  private start(): Worker {
    const worker = (this.options.start ?? startTextWorker)();
    // without a listener, an idle thread that fails would end the process
    worker.on('error', () => {});
    worker.once('exit', () => {
      const at = this.idle.indexOf(worker);
      if (at >= 0) {
        this.idle.splice(at, 1);
      }
    });
    return worker;
  }

  private ask(worker: Worker, task: TextTask): Promise<TextMessage> {
    const { timeoutMs = TEXT_TIMEOUT_MS, memoryMb = TEXT_MEMORY_MB } =
      this.options;
    let stop = () => {};
    return new Promise<TextMessage>((resolve, reject) => {
      const onError = (error: unknown) => reject(died(error));
      const onExit = (code: number) => reject(died(new Error(`exit ${code}`)));
      const timer = setTimeout(
        () =>
          reject(new TextError('TOO_COSTLY', `not read in ${timeoutMs} ms`)),
        timeoutMs,
      );
      const endMemoryWatch = watchMemory(worker, memoryMb, () =>
        reject(
          new TextError('TOO_COSTLY', `took more than ${memoryMb} MiB to read`),
        ),
      );
      worker.once('message', resolve).once('error', onError);
      worker.once('exit', onExit);
      stop = () => {
        clearTimeout(timer);
        endMemoryWatch();
        worker.off('message', resolve).off('error', onError);
        worker.off('exit', onExit);
      };
      worker.postMessage(task);
    }).finally(() => stop());
  }
}

function startTextWorker(): Worker {
  return startWorker({ entry: TEXT_WORKER, memoryMb: TEXT_MEMORY_MB });
}

function died(cause: unknown): ArtifactError {
  return new ArtifactError('WORKER_DIED', 'the thread that reads ended', {
    cause,
  });
}
