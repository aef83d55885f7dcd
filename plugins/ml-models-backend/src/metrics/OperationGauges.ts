import { Gauge, Registry } from 'prom-client';

/** What operators watch, asked for at each scrape; each costs a few index entries. */
export interface OperationLevels {
  queued: number;
  running: number;
  oldestQueuedMs: number;
  /** bytes */
  spool: { used: number; limit: number; free: number };
  verification?: {
    ok: boolean;
    /** RFC 3339 */
    verifiedAt?: string;
  };
}

/** Gauges of queue, spool and verification. What cannot be read, or never was, is absent, not zero. */
export class OperationGauges {
  readonly #depth: Gauge<'state'>;
  readonly #oldest: Gauge;
  readonly #spool: Gauge;
  readonly #limit: Gauge;
  readonly #free: Gauge;
  readonly #verified: Gauge;
  readonly #ok: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const gauge = (name: string, help: string) =>
      new Gauge({ name, help, registers });
    this.#depth = new Gauge({
      name: 'ml_models_queue_depth',
      help: 'Ingestions that wait or run, by state',
      labelNames: ['state'],
      registers,
    });
    this.#oldest = gauge(
      'ml_models_queue_oldest_seconds',
      'Age of the oldest ingestion that waits; 0 when none does',
    );
    this.#spool = gauge(
      'ml_models_spool_bytes',
      'Bytes that lie in the spool of this replica',
    );
    this.#limit = gauge(
      'ml_models_spool_limit_bytes',
      'Bytes that may lie in the spool of this replica',
    );
    this.#free = gauge(
      'ml_models_spool_free_bytes',
      'Bytes free on the disk of the spool of this replica',
    );
    this.#verified = gauge(
      'ml_models_last_verification_timestamp_seconds',
      'When the whole registry was last verified; absent when never',
    );
    this.#ok = gauge(
      'ml_models_last_verification_ok',
      '1 when the last verification found everything as recorded, else 0; absent when there was none',
    );
    this.unset();
  }

  set(levels: OperationLevels): void {
    this.#depth.set({ state: 'queued' }, levels.queued);
    this.#depth.set({ state: 'running' }, levels.running);
    this.#oldest.set(levels.oldestQueuedMs / 1000);
    this.#spool.set(levels.spool.used);
    this.#free.set(levels.spool.free);
    this.#limit.set(levels.spool.limit);
    const { verification } = levels;
    if (verification) {
      this.#ok.set(verification.ok ? 1 : 0);
      this.#verified.set(Date.parse(verification.verifiedAt ?? '') / 1000);
    }
  }

  unset(): void {
    this.#depth.reset();
    for (const gauge of [
      this.#oldest,
      this.#spool,
      this.#limit,
      this.#free,
      this.#verified,
      this.#ok,
    ]) {
      gauge.remove();
    }
  }
}
