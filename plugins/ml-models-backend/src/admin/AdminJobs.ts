import { setTimeout } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../domain/DomainError';
import type {
  AdminJobEnd,
  AdminJobKind,
  AdminJobStore,
} from '../store/AdminJobStore';
import { troubleOf } from '../store/databaseTrouble';
import { JOB_LEASE_MS, JOB_POLL_MS, JOB_RENEW_MS } from './limits';

/** `requestedBy` of what nobody asked for. */
const SCHEDULE = 'schedule';

type Result = NonNullable<Wire['AdminJob']['result']>;

/** What a kind of job does; it ends soon after its signal. */
export type AdminTask = (signal: AbortSignal) => Promise<Result>;

export interface AdminJobsOptions {
  jobs: AdminJobStore;
  tasks: Readonly<Record<AdminJobKind, AdminTask>>;
  /** a job came to its end here */
  ended?(job: { kind: AdminJobKind; state: AdminJobEnd['state'] }): void;
  logger: LoggerService;
  /** for tests */
  timing?: { leaseMs: number; renewMs: number };
}

/** Why a job was ended before its end. */
class Interrupted extends Error {
  constructor(readonly code: 'STOPPED' | 'LEASE_LOST', message: string) {
    super(message);
    this.name = 'AbortError';
  }
}

/** Runs what administrators start, one at a time over all replicas, and keeps how it ended. */
export class AdminJobs {
  readonly #options: AdminJobsOptions;
  readonly #timing: { leaseMs: number; renewMs: number };
  readonly #running = new Map<AbortController, Promise<void>>();

  constructor(options: AdminJobsOptions) {
    this.#options = options;
    this.#timing = options.timing ?? {
      leaseMs: JOB_LEASE_MS,
      renewMs: JOB_RENEW_MS,
    };
  }

  /** Begins a job and answers at once. Throws `JOB_RUNNING`. */
  async start(
    kind: AdminJobKind,
    requestedBy: string,
  ): Promise<Wire['AdminJob']> {
    const { jobs } = this.#options;
    const job = await jobs.start(kind, requestedBy, this.#timing.leaseMs);
    const abort = new AbortController();
    const work = this.#work(job, abort).finally(() =>
      this.#running.delete(abort),
    );
    this.#running.set(abort, work);
    return job;
  }

  /** The job of this kind that runs, in whichever replica, or a new one. Throws `JOB_RUNNING` when another kind does. */
  async join(
    kind: AdminJobKind,
    requestedBy: string,
  ): Promise<Wire['AdminJob']> {
    try {
      return await this.start(kind, requestedBy);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'JOB_RUNNING')) {
        throw error;
      }
      const [running] = await this.#options.jobs.list({
        kind,
        state: 'running',
        limit: 1,
      });
      if (!running) {
        throw error;
      }
      return running;
    }
  }

  /** A job once it has ended, in whichever replica; `undefined` when there is none. */
  async ended(id: string): Promise<Wire['AdminJob'] | undefined> {
    for (;;) {
      await this.settled();
      const job = await this.#options.jobs.get(id);
      if (job?.state !== 'running') {
        return job;
      }
      await setTimeout(JOB_POLL_MS);
    }
  }

  /** For the schedule: begins a job and waits for its end; when another runs it is left to the next time. */
  async runScheduled(kind: AdminJobKind): Promise<void> {
    try {
      await this.start(kind, SCHEDULE);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'JOB_RUNNING') {
        this.#options.logger.info(
          `The scheduled ${kind} waits for its next time: ${error.message}`,
        );
        return;
      }
      throw error;
    }
    await this.settled();
  }

  /** Waits for what runs in this process. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** Ends what runs in this process; it is kept as failed, `STOPPED`. */
  async stop(): Promise<void> {
    for (const abort of this.#running.keys()) {
      abort.abort(
        new Interrupted('STOPPED', 'the backend was stopped; start it again'),
      );
    }
    await this.settled();
  }

  async #work(job: Wire['AdminJob'], abort: AbortController): Promise<void> {
    const { jobs, tasks, logger } = this.#options;
    const { leaseMs, renewMs } = this.#timing;
    const renewal = setInterval(() => {
      jobs.renew(job.id, leaseMs).then(
        held => {
          if (!held) {
            abort.abort(
              new Interrupted('LEASE_LOST', 'another replica took over'),
            );
          }
        },
        error =>
          logger.warn(`The lease of ${job.id} could not be renewed`, {
            error: String(error),
          }),
      );
    }, renewMs);
    try {
      const end = await this.#endOf(job, tasks[job.kind], abort.signal);
      await jobs.end(job.id, end);
      logger.info(`${job.kind} ${end.state}`, { job: job.id });
      this.#options.ended?.({ kind: job.kind, state: end.state });
    } catch (error) {
      // its lease runs out, and it is kept as failed then
      logger.error(`The end of ${job.id} could not be kept`, {
        error: String(error),
      });
    } finally {
      clearInterval(renewal);
    }
  }

  async #endOf(
    job: Wire['AdminJob'],
    task: AdminTask,
    signal: AbortSignal,
  ): Promise<AdminJobEnd> {
    try {
      return { state: 'succeeded', result: await task(signal) };
    } catch (error) {
      const why: unknown = signal.aborted ? signal.reason : error;
      if (why instanceof Interrupted || why instanceof DomainError) {
        const { code, message } = why;
        return { state: 'failed', error: { code, message } };
      }
      if (troubleOf(error) === 'full') {
        const message = 'no room is left where it writes; make some';
        return { state: 'failed', error: { code: 'DISK_FULL', message } };
      }
      this.#options.logger.error(`${job.kind} failed`, {
        job: job.id,
        error: error instanceof Error ? error.stack : String(error),
      });
      return {
        state: 'failed',
        error: { code: 'INTERNAL', message: 'the log has the reason' },
      };
    }
  }
}
