import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { QueueState } from '../store/IngestionStore';
import { within } from './within';

type Reason = Wire['Readiness']['reasons'][number];

/** A database that has not answered by then does not answer; milliseconds. */
const DATABASE_MS = 5_000;
/** Strangers may ask as often as they like: the answer of one look serves all of them for so long; milliseconds. */
const KEPT_MS = 2_000;

export interface ReadinessSources {
  queue(): Promise<QueueState>;
  /** bytes */
  spool(): Promise<{ used: number; limit: number; free: number }>;
  /** bytes that stay free on the disk of the spool */
  spoolFreeBytes: number;
  isProjected(): Promise<boolean>;
  queueStuckAfterMs: number;
  /** milliseconds that only grow */
  monotonic(): number;
}

/**
 * Whether this replica does its work, in words that tell a stranger nothing. `database`: it does not answer. `queue`:
 * something waits for long and nothing runs. `spool`: no byte more fits in. `rebuild`: the projections are those of
 * another version of this program.
 */
export class Readiness {
  readonly #sources: ReadinessSources;
  #last: { at: number; answer: Promise<Wire['Readiness']> } | undefined;

  constructor(sources: ReadinessSources) {
    this.#sources = sources;
  }

  read(): Promise<Wire['Readiness']> {
    const now = this.#sources.monotonic();
    if (!this.#last || now - this.#last.at >= KEPT_MS) {
      this.#last = { at: now, answer: this.#look() };
    }
    return this.#last.answer;
  }

  async #look(): Promise<Wire['Readiness']> {
    const reasons = await within(this.#reasons(), DATABASE_MS).catch(
      (): Reason[] => ['database'],
    );
    if (await this.#isSpoolFull()) {
      reasons.push('spool');
    }
    return { ready: reasons.length === 0, reasons };
  }

  /** One that cannot be looked at takes nothing either. */
  async #isSpoolFull(): Promise<boolean> {
    try {
      const { used, limit, free } = await this.#sources.spool();
      return used >= limit || free <= this.#sources.spoolFreeBytes;
    } catch {
      return true;
    }
  }

  async #reasons(): Promise<Reason[]> {
    const { queue, isProjected, queueStuckAfterMs } = this.#sources;
    const [state, projected] = await Promise.all([queue(), isProjected()]);
    const isStuck =
      state.queued > state.waiting &&
      state.running === 0 &&
      state.oldestQueuedMs > queueStuckAfterMs;
    return [
      ...(isStuck ? (['queue'] as const) : []),
      ...(projected ? [] : (['rebuild'] as const)),
    ];
  }
}
