import { Counter, Histogram, Registry } from 'prom-client';
import type { ModelStore } from '../store/ModelStore';
import { LevelGauges, RegistryLevels } from './LevelGauges';

/** Label `service` of `http_requests_total`. */
const SERVICE = 'ml-models';

export type IngestionOutcome = 'succeeded' | 'refused' | 'failed' | 'cancelled';

/**
 * The plugin's metrics in a registry of their own; the only place that touches prom-client. No label carries a
 * model's name: their number is bounded by words of ours (CWE-770).
 */
export class RegistryMetrics {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #requests: Counter<'service' | 'status'>;
  readonly #ingestions: Counter<'outcome'>;
  readonly #ingestionSeconds: Histogram;
  readonly #ingestedBytes: Counter;
  readonly #events: Counter<'type'>;
  readonly #providerFailures: Counter<'provider'>;
  readonly #levels: LevelGauges;
  readonly #readLevels: () => Promise<RegistryLevels>;

  constructor(options: { levels: () => Promise<RegistryLevels> }) {
    const registers = [this.#registry];
    this.#readLevels = options.levels;
    this.#levels = new LevelGauges(this.#registry);
    this.contentType = this.#registry.contentType;
    this.#requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, by service and HTTP status',
      labelNames: ['service', 'status'],
      registers,
    });
    this.#ingestions = new Counter({
      name: 'ml_models_ingestions_total',
      help: 'Ingestions that came to an end, by outcome',
      labelNames: ['outcome'],
      registers,
    });
    this.#ingestionSeconds = new Histogram({
      name: 'ml_models_ingestion_duration_seconds',
      help: 'Seconds from claim to end of an ingestion',
      buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600],
      registers,
    });
    this.#ingestedBytes = new Counter({
      name: 'ml_models_ingested_bytes_total',
      help: 'Bytes read and hashed by ingestions',
      registers,
    });
    this.#events = new Counter({
      name: 'ml_models_events_appended_total',
      help: 'Events appended by this process, by type',
      labelNames: ['type'],
      registers,
    });
    this.#providerFailures = new Counter({
      name: 'ml_models_provider_failures_total',
      help: 'Calls of a provider that threw; its answer counts as unknown',
      labelNames: ['provider'],
      registers,
    });
  }

  requestAnswered(status: number): void {
    this.#requests.inc({ service: SERVICE, status: String(status) });
  }

  ingestionEnded(result: {
    outcome: IngestionOutcome;
    seconds: number;
    bytes: number;
  }): void {
    this.#ingestions.inc({ outcome: result.outcome });
    this.#ingestionSeconds.observe(result.seconds);
    this.#ingestedBytes.inc(result.bytes);
  }

  /** The same store; what it appends is counted. */
  countingEvents(models: ModelStore): ModelStore {
    return {
      ...models,
      execute: async (command, context) => {
        const result = await models.execute(command, context);
        this.eventsAppended(result.events.map(({ type }) => type));
        return result;
      },
    };
  }

  eventsAppended(types: readonly string[]): void {
    for (const type of types) {
      this.#events.inc({ type });
    }
  }

  providerFailed(provider: string): void {
    this.#providerFailures.inc({ provider });
  }

  /** Prometheus text exposition. */
  async text(): Promise<string> {
    await this.#readLevels().then(
      levels => this.#levels.set(levels),
      () => this.#levels.unset(),
    );
    return this.#registry.metrics();
  }
}
