import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import { DomainError } from '../domain/DomainError';
import type { Cursors } from '../store/createCursors';
import type { ModelStore } from '../store/ModelStore';
import {
  BATCH_EVENTS,
  FIRST_RETRY_MS,
  LAST_RETRY_MS,
  LEASE_MS,
  POLL_MS,
} from './limits';
import { Alarm } from './Alarm';

export interface PublisherOptions {
  /** name of the cursor */
  consumer: string;
  /** this replica; holds the lease under this name */
  owner: string;
  models: Pick<ModelStore, 'readAll' | 'head' | 'onCommit'>;
  cursors: Cursors;
  /** Hands one event on. What it rejects is tried again; idempotent by position. */
  deliver: (event: ModelEvent) => Promise<void>;
  logger: LoggerService;
  /** events recorded and not yet delivered, after each round of the leader */
  onLag?: (lag: number) => void;
}

/** `standby`: another replica publishes. `failed`: a delivery was rejected. */
export type Round = 'done' | 'more' | 'standby' | 'failed';

/**
 * Hands every event of the history to one consumer: at least once, in order, from a cursor that one replica at a
 * time moves. Woken by the commits of this process, else it looks each second.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #alarm = new Alarm();
  #failures = 0;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the delivery under way and frees the lease. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#alarm.ring();
    await this.#running;
  }

  /** How far this consumer is, and what it cannot pass; a consumer that was never served stands at 0. */
  async status(): Promise<{ position: number; lag: number; reason?: string }> {
    const { cursors, consumer, models } = this.#options;
    const position = (await cursors.position(consumer)) ?? 0;
    const head = await models.head();
    const lag = Math.max(0, head.position - position);
    const reason = lag > 0 ? await this.#obstacle(position) : undefined;
    return { position, lag, ...(reason !== undefined && { reason }) };
  }

  /** Why the event after a position can be delivered by nobody, whichever replica is asked. */
  async #obstacle(position: number): Promise<string | undefined> {
    try {
      await this.#options.models.readAll(position, 1);
      return undefined;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'EVENT_ALTERED') {
        return error.message;
      }
      throw error;
    }
  }

  /** One round: takes or keeps the lease and delivers what is due, at most one batch. */
  async publishDue(): Promise<Round> {
    const { cursors, consumer, owner, models, deliver, logger, onLag } =
      this.#options;
    const lease = await cursors.lease(consumer, owner, {
      leaseMs: LEASE_MS,
      from: 0,
    });
    if (!lease) {
      return 'standby';
    }
    const events = await models.readAll(lease.position, BATCH_EVENTS);
    let { position } = lease;
    let failed = false;
    for (const event of events) {
      if (this.#stopped) {
        break;
      }
      try {
        await deliver(event);
      } catch (error) {
        logger.warn(
          `Event ${event.position} could not be delivered to ${consumer}`,
          { position: event.position, type: event.type, error: String(error) },
        );
        failed = true;
        break;
      }
      position = event.position;
    }
    const kept =
      position === lease.position ||
      (await cursors.advance(consumer, lease.epoch, position, LEASE_MS));
    if (!kept) {
      return 'standby';
    }
    const head = await models.head();
    onLag?.(Math.max(0, head.position - position));
    if (failed) {
      return 'failed';
    }
    return position < head.position ? 'more' : 'done';
  }

  async #run(): Promise<void> {
    const { models, cursors, consumer, owner, logger } = this.#options;
    // a rung alarm must not shorten the wait after a failure
    const unsubscribe = models.onCommit(() => {
      if (this.#failures === 0) {
        this.#alarm.ring();
      }
    });
    while (!this.#stopped) {
      await this.#alarm.wait(await this.#roundThenPause());
    }
    unsubscribe();
    try {
      const lease = await cursors.lease(consumer, owner, {
        leaseMs: LEASE_MS,
        from: 0,
      });
      if (lease) {
        await cursors.release(consumer, lease.epoch);
      }
    } catch (error) {
      logger.warn(`The lease on ${consumer} runs out by itself`, {
        error: String(error),
      });
    }
  }

  /** Milliseconds to wait after a round. */
  async #roundThenPause(): Promise<number> {
    let round: Round;
    try {
      round = await this.publishDue();
    } catch (error) {
      this.#options.logger.warn('The history could not be published', {
        error: String(error),
      });
      round = 'failed';
    }
    if (round === 'failed') {
      this.#failures += 1;
      return Math.min(
        FIRST_RETRY_MS * 2 ** (this.#failures - 1),
        LAST_RETRY_MS,
      );
    }
    this.#failures = 0;
    return round === 'more' ? 0 : POLL_MS;
  }
}
