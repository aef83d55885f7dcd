import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from '../readiness/within';
import type { Alteration, ModelStore } from '../store/ModelStore';
import { LatencyHistograms } from './LatencyHistograms';
import { LevelGauges, RegistryLevels } from './LevelGauges';
import { OperationGauges, OperationLevels } from './OperationGauges';

/** ms that a scrape waits for the database: Prometheus gives up after ten seconds and would see nothing at all. */
const LEVELS_MS = 4_000;

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
  readonly #deaths: Counter;
  readonly #retries: Counter;
  readonly #altered: Readonly<Record<Alteration['what'], Counter>>;
  readonly #reconciled: Gauge;
  readonly #jobs: Counter<'kind' | 'state'>;
  readonly #levels: LevelGauges;
  readonly #operations: OperationGauges;
  readonly #readLevels: () => Promise<RegistryLevels>;
  #readOperations: (() => Promise<OperationLevels>) | undefined;
  /** of requests and statements */
  readonly latency: LatencyHistograms;

  constructor(options: { levels: () => Promise<RegistryLevels> }) {
    this.latency = new LatencyHistograms(this.#registry);
    this.#operations = new OperationGauges(this.#registry);
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
    this.#jobs = new Counter({
      name: 'ml_models_jobs_total',
      help: 'Jobs of administrators and of the schedule that ended here, by kind and state',
      labelNames: ['kind', 'state'],
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
    this.#deaths = new Counter({
      name: 'ml_models_worker_deaths_total',
      help: 'Workers that fell silent and whose ingestion this process took from them',
      registers,
    });
    this.#retries = new Counter({
      name: 'ml_models_ingestion_retries_total',
      help: 'Ingestions that were begun in this process and had been begun before',
      registers,
    });
    this.#altered = {
      document: new Counter({
        name: 'ml_models_altered_documents_total',
        help: 'Reads of documents that are not what was recorded; none was served',
        registers,
      }),
      event: new Counter({
        name: 'ml_models_altered_events_total',
        help: 'Reads of events that are not what was recorded; none was served',
        registers,
      }),
    };
    this.#reconciled = new Gauge({
      name: 'ml_models_last_reconcile_timestamp_seconds',
      help: 'When this process last compared all of the catalog with the registry; absent when not yet',
      registers,
    });
    this.#reconciled.remove();
  }

  /** What `text` asks for queue, spool and verification; without it they are absent. */
  watch(operations: () => Promise<OperationLevels>): void {
    this.#readOperations = operations;
  }

  /** Something was read that is not what was recorded. */
  altered({ what }: Alteration): void {
    this.#altered[what].inc();
  }

  workersDied(count: number): void {
    this.#deaths.inc(count);
  }

  retried(): void {
    this.#retries.inc();
  }

  /** All of the catalog was compared with the registry. */
  reconciled(): void {
    this.#reconciled.setToCurrentTime();
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

  jobEnded({ kind, state }: { kind: string; state: string }): void {
    this.#jobs.inc({ kind, state });
  }

  providerFailed(provider: string): void {
    this.#providerFailures.inc({ provider });
  }

  /** Prometheus text exposition. */
  async text(): Promise<string> {
    await Promise.all([
      within(this.#readLevels(), LEVELS_MS).then(
        levels => this.#levels.set(levels),
        () => this.#levels.unset(),
      ),
      this.#readOperations &&
        within(this.#readOperations(), LEVELS_MS).then(
          levels => this.#operations.set(levels),
          () => this.#operations.unset(),
        ),
    ]);
    return this.#registry.metrics();
  }
}
