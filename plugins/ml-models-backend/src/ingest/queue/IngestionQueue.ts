import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { DomainError } from '../../domain/DomainError';
import type {
  ClaimedIngestion,
  IngestionStore,
} from '../../store/IngestionStore';
import type { IngestionContext } from '../IngestionContext';
import type { IngestionObserver } from '../IngestionObserver';
import type { IngestionResult } from '../IngestionResult';
import {
  HEARTBEAT_MS,
  IDLE_POLL_MS,
  MAX_ATTEMPTS,
  PROGRESS_MS,
  STALE_MS,
  STOP_GRACE_MS,
} from '../limits';
import { refusal } from '../refusal';
import { IngestionTrace } from '../telemetry/IngestionTrace';
import { ProgressReporter } from './ProgressReporter';

/** Why a running ingestion was aborted. */
class Aborted extends Error {
  constructor(readonly reason: 'cancelled' | 'stale' | 'stopping') {
    super(`the ingestion is ${reason}`);
    this.name = 'AbortError';
  }
}

function isAborted(signal: AbortSignal, why?: Aborted['reason']): boolean {
  const reason: unknown = signal.reason;
  return (
    signal.aborted &&
    reason instanceof Aborted &&
    (why === undefined || reason.reason === why)
  );
}

export interface IngestionQueueOptions {
  ingestions: IngestionStore;
  /** one ingestion from its claim to its result, see `ingestModelVersion` */
  ingest(
    ingestion: ClaimedIngestion,
    run: Pick<IngestionContext, 'signal' | 'trace' | 'progress'>,
  ): Promise<IngestionResult>;
  /** called after a row came to its end, whatever that was */
  settled?(ingestion: ClaimedIngestion): Promise<void>;
  concurrency: number;
  logger: LoggerService;
  observer: IngestionObserver;
  /** for tests */
  timing?: Partial<typeof DEFAULT_TIMING>;
}

const DEFAULT_TIMING = {
  heartbeatMs: HEARTBEAT_MS,
  progressMs: PROGRESS_MS,
  staleMs: STALE_MS,
  pollMs: IDLE_POLL_MS,
  stopGraceMs: STOP_GRACE_MS,
};

/**
 * Claims rows of the `ingestions` table and works on them. The row is the only truth: a worker that dies
 * stops its heartbeat and the row is claimed anew; one that only seemed dead finds its token outdated, and
 * its commit is refused.
 */
export class IngestionQueue {
  private readonly worker = `${hostname()}:${process.pid}:${randomUUID()}`;
  private readonly timing: typeof DEFAULT_TIMING;
  private readonly running = new Set<AbortController>();
  private readonly loops: Promise<void>[] = [];
  private stopping = new AbortController();
  private ring: (() => void) | undefined;
  private rung = new Promise<void>(() => {});

  constructor(private readonly options: IngestionQueueOptions) {
    this.timing = { ...DEFAULT_TIMING, ...options.timing };
  }

  start(): void {
    if (this.loops.length > 0) {
      return;
    }
    this.stopping = new AbortController();
    this.rearm();
    for (let i = 0; i < this.options.concurrency; i++) {
      this.loops.push(this.loop());
    }
  }

  /** Ends running work at its next step and gives its rows back, for another replica or the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    this.running.forEach(abort => abort.abort(new Aborted('stopping')));
    const ended = Promise.all(this.loops);
    const grace = new AbortController();
    await Promise.race([
      ended,
      sleep(this.timing.stopGraceMs, undefined, { signal: grace.signal }).catch(
        () => {},
      ),
    ]);
    grace.abort();
    this.loops.length = 0;
  }

  /** A row was queued in this process: no need to wait for the next look. */
  wake(): void {
    this.ring?.();
  }

  /** Claims and works until nothing is queued; for tests and for a command that waits. */
  async drain(): Promise<number> {
    let count = 0;
    while (await this.workOnce()) {
      count += 1;
    }
    return count;
  }

  private rearm(): void {
    this.rung = new Promise(resolve => {
      this.ring = resolve;
    });
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const { rung } = this;
      const worked = await this.workOnce().catch(error => {
        this.options.logger.error('The ingestion queue failed', error);
        return false;
      });
      if (!worked && !signal.aborted) {
        const pause = new AbortController();
        await Promise.race([
          rung,
          sleep(this.timing.pollMs, undefined, { signal: pause.signal }).catch(
            () => {},
          ),
        ]);
        pause.abort();
        this.rearm();
      }
    }
  }

  private async workOnce(): Promise<boolean> {
    const { staleMs } = this.timing;
    const claimed = await this.options.ingestions.claim(this.worker, {
      staleMs,
      maxAttempts: MAX_ATTEMPTS,
    });
    if (claimed) {
      await this.work(claimed);
    }
    return claimed !== undefined;
  }

  private async work(claimed: ClaimedIngestion): Promise<void> {
    const { ingestions, observer, logger } = this.options;
    const begin = performance.now();
    const abort = new AbortController();
    const trace = new IngestionTrace({
      logger,
      traceparent: claimed.traceparent,
      attributes: { ingestion: claimed.id, model: claimed.modelRef },
    });
    this.running.add(abort);
    if (this.stopping.signal.aborted) {
      abort.abort(new Aborted('stopping'));
    }
    const progress = new ProgressReporter();
    const beat = this.keepAlive(claimed, abort, progress);
    progress.writtenBy(beat.now);
    try {
      const result = await this.resultOf(claimed, { abort, trace, progress });
      if (result === undefined) {
        beat.end();
        if (isAborted(abort.signal, 'stopping')) {
          await ingestions.release(claimed.id, claimed.token);
        }
        return;
      }
      await beat.now();
      beat.end();
      await ingestions.finish(claimed.id, claimed.token, result);
      const seconds = (performance.now() - begin) / 1000;
      observer.ingestionEnded({
        outcome: result.problems.some(({ code }) => code === 'CANCELLED')
          ? 'cancelled'
          : result.state,
        seconds,
        bytes: progress.read,
      });
      trace.info(`Ingestion ${result.state}`, {
        outcome: result.state,
        problems: result.problems.map(({ code }) => code).join(' '),
        duration_ms: Math.round(seconds * 1000),
      });
      await this.options.settled?.(claimed);
    } finally {
      beat.end();
      this.running.delete(abort);
    }
  }

  /** `undefined` when the row is not this worker's to finish. */
  private async resultOf(
    claimed: ClaimedIngestion,
    run: {
      abort: AbortController;
      trace: IngestionTrace;
      progress: ProgressReporter;
    },
  ): Promise<IngestionResult | undefined> {
    const { abort, trace, progress } = run;
    try {
      const { signal } = abort;
      return await this.options.ingest(claimed, { signal, trace, progress });
    } catch (error) {
      if (isAborted(abort.signal)) {
        return isAborted(abort.signal, 'cancelled')
          ? refusal([{ code: 'CANCELLED', message: 'cancelled' }])
          : undefined;
      }
      if (error instanceof DomainError && error.code === 'STALE_CLAIM') {
        return undefined;
      }
      trace.error('The ingestion failed', error);
      return refusal([
        {
          code: 'INTERNAL',
          message: 'an internal error; the log has it under the trace id',
          params: { trace_id: trace.traceId },
        },
      ]);
    }
  }

  /** One write per heartbeat, and one per piece of progress, at most each `progressMs`. */
  private keepAlive(
    { id, token }: ClaimedIngestion,
    abort: AbortController,
    progress: ProgressReporter,
  ): { now(): Promise<void>; end(): void } {
    const { heartbeatMs, progressMs } = this.timing;
    let beatAt = performance.now();
    let writing: Promise<void> | undefined;
    const write = async () => {
      beatAt = performance.now();
      try {
        const answer = await this.options.ingestions.heartbeat(
          id,
          token,
          progress.take(),
        );
        if (answer !== 'ok') {
          abort.abort(new Aborted(answer));
        }
      } catch (error) {
        // The next beat tries again; when none gets through, the claim goes to another worker.
        this.options.logger.warn(`No heartbeat for ${id}`, error as Error);
      }
    };
    const now = async () => {
      await writing;
      writing = write().finally(() => {
        writing = undefined;
      });
      await writing;
    };
    const timer = setInterval(() => {
      const isDue = performance.now() - beatAt >= heartbeatMs;
      if (!writing && (isDue || progress.isChanged)) {
        now();
      }
    }, Math.min(progressMs, heartbeatMs));
    return { now, end: () => clearInterval(timer) };
  }
}
