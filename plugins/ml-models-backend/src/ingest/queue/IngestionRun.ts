import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { DomainError } from '../../domain/DomainError';
import { type DatabaseTrouble, troubleOf } from '../../store/databaseTrouble';
import type { ClaimedIngestion } from '../../store/IngestionStore';
import type { IngestionResult } from '../IngestionResult';
import { DISK_RETRY_MS, MAX_DISK_RETRY_MS } from '../limits';
import type { IngestionProblem } from '../problems';
import { refusal } from '../refusal';
import { DiskFullError } from '../spool/DiskFullError';
import { SpoolUnusableError } from '../spool/SpoolUnusableError';
import { IngestionTrace } from '../telemetry/IngestionTrace';
import { Aborted, abortReason, type AbortReason } from './Aborted';
import type { IngestionQueueOptions, QueueTiming } from './IngestionQueue';
import { ProgressReporter } from './ProgressReporter';
import type { TroubleLog } from './TroubleLog';

const SPOOL_UNUSABLE: IngestionProblem = {
  code: 'SPOOL_UNUSABLE',
  message: 'the spool of a replica cannot be used; it is tried again by itself',
};

const DISK_FULL: IngestionProblem = {
  code: 'DISK_FULL',
  message: 'the disk is full; it is tried again by itself',
};

/**
 * What becomes of the row. `end`: it is brought to its end. `again`: any worker may take it, after `wait` if there is
 * one. `leave`: it is not this worker's any more.
 */
type Outcome =
  | { type: 'end'; result: IngestionResult }
  | { type: 'again'; wait?: { ms: number; problems: IngestionProblem[] } }
  | { type: 'leave' };

/** One claimed row, from its claim until what became of it is written. */
export class IngestionRun {
  private readonly controller = new AbortController();
  private readonly progress = new ProgressReporter();
  private readonly logger: LoggerService;

  constructor(
    private readonly claimed: ClaimedIngestion,
    private readonly options: Omit<IngestionQueueOptions, 'timing'> & {
      trouble: TroubleLog;
      timing: QueueTiming;
    },
  ) {
    this.logger = options.logger;
  }

  abort(reason: AbortReason): void {
    this.controller.abort(new Aborted(reason));
  }

  /** Gives the row back at once, whatever the work still does. */
  release(): Promise<boolean> {
    const { id, token } = this.claimed;
    return this.options.ingestions.release(id, token);
  }

  async work(): Promise<void> {
    const { claimed, progress } = this;
    const { ingestions, timing } = this.options;
    const begin = performance.now();
    const trace = new IngestionTrace({
      logger: this.logger,
      traceparent: claimed.traceparent,
      attributes: { ingestion: claimed.id, model: claimed.modelRef },
    });
    const overdue = setTimeout(() => this.abort('overdue'), timing.totalMs);
    const beat = this.keepAlive();
    progress.writtenBy(beat.now);
    try {
      const outcome = await this.outcomeOf(trace);
      clearTimeout(overdue);
      if (outcome.type === 'leave') {
        return;
      }
      await beat.now();
      if (outcome.type === 'again') {
        await this.untilWritten(() =>
          ingestions.release(claimed.id, claimed.token, outcome.wait),
        );
        return;
      }
      const { result } = outcome;
      if (result.state === 'succeeded') {
        this.options.trouble.over('full');
      }
      const isEnded = await this.untilWritten(() =>
        ingestions.finish(claimed.id, claimed.token, result),
      );
      this.observe(result, (performance.now() - begin) / 1000, trace);
      if (isEnded) {
        await this.options.settled?.(claimed);
      }
    } finally {
      clearTimeout(overdue);
      beat.end();
    }
  }

  private observe(
    result: IngestionResult,
    seconds: number,
    trace: IngestionTrace,
  ): void {
    this.options.observer.ingestionEnded({
      outcome: result.problems.some(({ code }) => code === 'CANCELLED')
        ? 'cancelled'
        : result.state,
      seconds,
      bytes: this.progress.read,
    });
    trace.info(`Ingestion ${result.state}`, {
      outcome: result.state,
      problems: result.problems.map(({ code }) => code).join(' '),
      duration_ms: Math.round(seconds * 1000),
    });
  }

  private async outcomeOf(trace: IngestionTrace): Promise<Outcome> {
    const { claimed, progress } = this;
    const { signal } = this.controller;
    try {
      const run = { signal, trace, progress };
      const result = await this.options.ingest(claimed, run);
      if (result.problems.some(({ code }) => code === 'SPOOL_UNUSABLE')) {
        return this.later(result.problems);
      }
      const full = result.problems.find(({ code }) => code === 'DISK_FULL');
      if (!full) {
        return { type: 'end', result };
      }
      this.options.trouble.say('full', full.message);
      return this.diskFull(result.problems);
    } catch (error) {
      const reason = abortReason(signal);
      if (reason) {
        return abortOutcome(reason);
      }
      if (error instanceof DomainError && error.code === 'STALE_CLAIM') {
        return { type: 'leave' };
      }
      if (error instanceof SpoolUnusableError) {
        this.options.trouble.say('spool', error.cause);
        return this.later([SPOOL_UNUSABLE]);
      }
      const trouble =
        error instanceof DiskFullError ? 'full' : troubleOf(error);
      if (trouble) {
        this.options.trouble.say(trouble, error);
        return trouble === 'full'
          ? this.diskFull([DISK_FULL])
          : { type: 'again' };
      }
      trace.error('The ingestion failed', error);
      return {
        type: 'end',
        result: refusal([
          {
            code: 'INTERNAL',
            message: 'an internal error; the log has it under the trace id',
            params: { trace_id: trace.traceId },
          },
        ]),
      };
    }
  }

  /** What the catalog declares is declared again; uploaded bytes are there once, and wait. */
  private diskFull(problems: IngestionProblem[]): Outcome {
    return this.claimed.stagingId === undefined
      ? { type: 'end', result: refusal(problems) }
      : this.later(problems);
  }

  /** Nothing was decided, and another replica may be able to. */
  private later(problems: IngestionProblem[]): Outcome {
    const doubled = DISK_RETRY_MS * 2 ** (this.claimed.attempts - 1);
    const ms = Math.min(doubled, MAX_DISK_RETRY_MS);
    return { type: 'again', wait: { ms, problems } };
  }

  /** The row's last word is said again until the database takes it; the heartbeat goes on meanwhile. */
  private async untilWritten(write: () => Promise<boolean>): Promise<boolean> {
    const { trouble, timing } = this.options;
    let last: DatabaseTrouble = 'unreachable';
    for (;;) {
      try {
        const written = await write();
        trouble.over(last);
        return written;
      } catch (error) {
        const what = troubleOf(error);
        if (!what || abortReason(this.controller.signal) === 'stopping') {
          throw error;
        }
        last = what;
        trouble.say(what, error);
        await sleep(timing.troublePauseMs);
      }
    }
  }

  /** One write per heartbeat, and one per piece of progress, at most each `progressMs`. */
  private keepAlive(): { now(): Promise<void>; end(): void } {
    const { id, token } = this.claimed;
    const { ingestions, timing, trouble } = this.options;
    const { heartbeatMs, progressMs } = timing;
    let beatAt = performance.now();
    let writing: Promise<void> | undefined;
    const write = async () => {
      beatAt = performance.now();
      try {
        const word = this.progress.take();
        const answer = await ingestions.heartbeat(id, token, word);
        if (answer !== 'ok') {
          this.abort(answer);
        }
      } catch (error) {
        // The next beat tries again; when none gets through, the claim goes to another worker.
        const what = troubleOf(error);
        if (what) {
          trouble.say(what, error);
        } else {
          this.logger.warn(`No heartbeat for ${id}`, error as Error);
        }
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
      if (!writing && (isDue || this.progress.isChanged)) {
        now();
      }
    }, Math.min(progressMs, heartbeatMs));
    return { now, end: () => clearInterval(timer) };
  }
}

function abortOutcome(reason: AbortReason): Outcome {
  switch (reason) {
    case 'cancelled':
      return {
        type: 'end',
        result: refusal([{ code: 'CANCELLED', message: 'cancelled' }]),
      };
    case 'overdue':
      return {
        type: 'end',
        result: refusal([
          { code: 'TOTAL_TIMEOUT', message: 'the ingestion took too long' },
        ]),
      };
    case 'stopping':
      return { type: 'again' };
    default:
      return { type: 'leave' };
  }
}
