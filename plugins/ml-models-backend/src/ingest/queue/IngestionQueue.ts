import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { troubleOf } from '../../store/databaseTrouble';
import type {
  ClaimedIngestion,
  IngestionStore,
} from '../../store/IngestionStore';
import { type LaneKind, parseLane } from '../../store/Lane';
import type { IngestionContext } from '../IngestionContext';
import type { IngestionObserver } from '../IngestionObserver';
import type { IngestionResult } from '../IngestionResult';
import {
  DEATH_BACKOFF_MS,
  HEARTBEAT_MS,
  IDLE_POLL_MS,
  INGESTION_TOTAL_MS,
  MAX_DEATHS,
  PROGRESS_MS,
  STALE_MS,
  STOP_GRACE_MS,
  TROUBLE_PAUSE_MS,
} from '../limits';
import { SpoolUnusableError } from '../spool/SpoolUnusableError';
import { IngestionRun } from './IngestionRun';
import { Slots } from './Slots';
import { TroubleLog } from './TroubleLog';

export interface IngestionQueueOptions {
  ingestions: IngestionStore;
  /** one ingestion from its claim to its result, see `ingestModelVersion` */
  ingest(
    ingestion: ClaimedIngestion,
    run: Pick<IngestionContext, 'signal' | 'trace' | 'progress'>,
  ): Promise<IngestionResult>;
  /** called after a row came to its end, whatever that was */
  settled?(ingestion: ClaimedIngestion): Promise<void>;
  /** id of the spool whose uploads can be read here; nothing is claimed while it throws */
  spool(): Promise<string>;
  /** at the same time in this process */
  concurrency: Record<LaneKind, number>;
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
  totalMs: INGESTION_TOTAL_MS,
  troublePauseMs: TROUBLE_PAUSE_MS,
  deathBackoffMs: DEATH_BACKOFF_MS,
};

export type QueueTiming = typeof DEFAULT_TIMING;

/**
 * Claims rows of the `ingestions` table and works on them. The row is the only truth: a worker that dies
 * stops its heartbeat and the row is queued anew; one that only seemed dead finds its token outdated, and
 * its commit is refused.
 */
export class IngestionQueue {
  private readonly worker = `${hostname()}:${process.pid}:${randomUUID()}`;
  private readonly timing: QueueTiming;
  private readonly slots: Slots;
  private readonly trouble: TroubleLog;
  private readonly runs = new Map<IngestionRun, Promise<void>>();
  /** the lane that had its turn last */
  private readonly last = new Map<LaneKind, string>();
  /** who was cut off itself cannot say who fell silent meanwhile */
  private mayReapFrom = 0;
  private looping: Promise<void> | undefined;
  private stopping = new AbortController();
  private ring: (() => void) | undefined;
  private rung = new Promise<void>(() => {});

  constructor(private readonly options: IngestionQueueOptions) {
    this.timing = { ...DEFAULT_TIMING, ...options.timing };
    this.slots = new Slots(options.concurrency);
    this.trouble = new TroubleLog(options.logger);
  }

  start(): void {
    if (this.looping) {
      return;
    }
    this.stopping = new AbortController();
    this.rearm();
    this.looping = this.loop(this.stopping.signal);
  }

  /** Ends running work at its next step and gives its rows back, for another replica or the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    const runs = [...this.runs.keys()];
    runs.forEach(run => run.abort('stopping'));
    const ended = Promise.all([this.looping, ...this.runs.values()]);
    const grace = new AbortController();
    await Promise.race([ended, pause(this.timing.stopGraceMs, grace.signal)]);
    grace.abort();
    // What did not stop in time goes on without its row: that this process ends is no death.
    const left = runs.filter(run => this.runs.has(run));
    await Promise.allSettled(left.map(run => run.release()));
    this.looping = undefined;
  }

  /** A row was queued in this process: no need to wait for the next look. */
  wake(): void {
    this.ring?.();
  }

  /** Claims and works until nothing is queued; for tests and for a command that waits. */
  async drain(): Promise<number> {
    let count = 0;
    await this.reap();
    for (;;) {
      const claimed = (await this.claim('disk')) ?? (await this.claim('host'));
      if (!claimed) {
        return count;
      }
      await this.begin(claimed);
      count += 1;
    }
  }

  private rearm(): void {
    this.rung = new Promise(resolve => {
      this.ring = resolve;
    });
  }

  private async loop(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const { rung } = this;
      const { pollMs, troublePauseMs } = this.timing;
      const isFine = await this.fill(stopping).then(
        () => true,
        error => {
          this.failed(error);
          return false;
        },
      );
      const end = new AbortController();
      const signal = AbortSignal.any([stopping, end.signal]);
      await (isFine
        ? Promise.race([rung, pause(pollMs, signal)])
        : pause(troublePauseMs, signal));
      end.abort();
      this.rearm();
    }
  }

  /** Takes on as much as there is room for. */
  private async fill(stopping: AbortSignal): Promise<void> {
    if (performance.now() >= this.mayReapFrom) {
      await this.reap();
    }
    for (const kind of ['disk', 'host'] as const) {
      while (!stopping.aborted && this.slots.hasRoom(kind)) {
        const claimed = await this.claim(kind);
        if (!claimed) {
          break;
        }
        this.begin(claimed)
          .catch(error => this.failed(error))
          .finally(() => this.wake());
      }
    }
  }

  private failed(error: unknown): void {
    const trouble = troubleOf(error);
    if (error instanceof SpoolUnusableError) {
      this.trouble.say('spool', error.cause);
    } else if (trouble) {
      this.mayReapFrom = performance.now() + this.timing.staleMs;
      this.trouble.say(trouble, error);
    } else {
      this.options.logger.error('The ingestion queue failed', error as Error);
    }
  }

  private async reap(): Promise<void> {
    const reaped = await this.options.ingestions.reap({
      staleMs: this.timing.staleMs,
      maxDeaths: MAX_DEATHS,
      backoffMs: this.timing.deathBackoffMs,
    });
    this.options.observer.workersDied(reaped);
  }

  private async claim(kind: LaneKind): Promise<ClaimedIngestion | undefined> {
    const spool = await this.options.spool();
    this.trouble.over('spool');
    const claimed = await this.options.ingestions.claim(this.worker, {
      kind,
      spool,
      after: this.last.get(kind),
      isBusy: lane => this.slots.isBusy(lane),
    });
    if (claimed) {
      this.last.set(kind, claimed.lane);
      if (claimed.attempts > 1) {
        this.options.observer.retried();
      }
    }
    return claimed;
  }

  private begin(claimed: ClaimedIngestion): Promise<void> {
    const leave = this.slots.take(parseLane(claimed.lane));
    const { trouble, timing } = this;
    const run = new IngestionRun(claimed, { ...this.options, trouble, timing });
    if (this.stopping.signal.aborted) {
      run.abort('stopping');
    }
    const ended = run.work().finally(() => {
      leave();
      this.runs.delete(run);
    });
    this.runs.set(run, ended);
    return ended;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
