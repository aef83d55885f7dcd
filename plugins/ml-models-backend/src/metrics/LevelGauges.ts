import { Gauge, Registry } from 'prom-client';

/** What the gauges show, asked for at each scrape. */
export interface RegistryLevels {
  modelsByStage: Record<string, number>;
  modelsByTier: Record<string, number>;
  modelsByRisk: Record<string, number>;
  refused: number;
  /** position of the last event */
  position: number;
  /** events recorded and not yet published */
  publisherLag: number;
}

/** Gauges of the registry's present state. When it cannot be read they are gone, not zero. */
export class LevelGauges {
  readonly #stages: Gauge<'stage'>;
  readonly #tiers: Gauge<'tier'>;
  readonly #risks: Gauge<'risk'>;
  readonly #refused: Gauge;
  readonly #position: Gauge;
  readonly #lag: Gauge;
  readonly #readable: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#stages = new Gauge({
      name: 'ml_models_models_by_stage',
      help: 'Registered models, by stage of the newest version',
      labelNames: ['stage'],
      registers,
    });
    this.#tiers = new Gauge({
      name: 'ml_models_models_by_tier',
      help: 'Registered models, by effective risk tier',
      labelNames: ['tier'],
      registers,
    });
    this.#risks = new Gauge({
      name: 'ml_models_models_by_risk',
      help: 'Registered models, by the decision standing for the newest version',
      labelNames: ['risk'],
      registers,
    });
    this.#refused = new Gauge({
      name: 'ml_models_refused',
      help: 'Models whose newest ingestion was refused',
      registers,
    });
    this.#position = new Gauge({
      name: 'ml_models_event_position',
      help: 'Position of the last event of the history',
      registers,
    });
    this.#lag = new Gauge({
      name: 'ml_models_publisher_lag',
      help: 'Events recorded and not yet published',
      registers,
    });
    this.#readable = new Gauge({
      name: 'ml_models_store_readable',
      help: '1 when the state behind the other gauges could be read, else 0',
      registers,
    });
  }

  set(levels: RegistryLevels): void {
    setCounts(this.#stages, 'stage', levels.modelsByStage);
    setCounts(this.#tiers, 'tier', levels.modelsByTier);
    setCounts(this.#risks, 'risk', levels.modelsByRisk);
    this.#refused.set(levels.refused);
    this.#position.set(levels.position);
    this.#lag.set(levels.publisherLag);
    this.#readable.set(1);
  }

  unset(): void {
    for (const gauge of [this.#stages, this.#tiers, this.#risks]) {
      gauge.reset();
    }
    for (const gauge of [this.#refused, this.#position, this.#lag]) {
      gauge.remove();
    }
    this.#readable.set(0);
  }
}

function setCounts<L extends string>(
  gauge: Gauge<L>,
  label: L,
  counts: Record<string, number>,
): void {
  gauge.reset();
  for (const [value, count] of Object.entries(counts)) {
    const labels: Partial<Record<L, string>> = {};
    labels[label] = value;
    gauge.set(labels, count);
  }
}
