import type {
  AuthService,
  LoggerService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { WorkloadSource } from '@ml-models/backstage-plugin-ml-models-node';
import type { MlModelsConfig } from '../config/MlModelsConfig';
import { listModelEntities } from '../ingest/catalog/listModelEntities';
import type { ModelStore } from '../store/ModelStore';
import type { ObservationStore } from '../store/ObservationStore';
import { DeclaredEntities } from './DeclaredEntities';
import { ServingRecorder } from './history/ServingRecorder';
import { ManifestSource } from './manifests/ManifestSource';
import { PresentServing } from './PresentServing';
import { RegisteredModels } from './RegisteredModels';
import { ServingObserver } from './ServingObserver';

const TASK_ID = 'ml-models-observe-serving';

export interface ServingDependencies {
  config: MlModelsConfig['serving'];
  models: ModelStore;
  observations: ObservationStore;
  /** of other modules; observed after the configured manifests */
  sources: readonly WorkloadSource[];
  catalog: CatalogService;
  auth: AuthService;
  urlReader: UrlReaderService;
  scheduler: SchedulerService;
  /** a source threw */
  failed: (source: string) => void;
  logger: LoggerService;
  now: () => Date;
}

export interface Serving {
  present: PresentServing;
  start(): Promise<void>;
}

/** Everything that watches where models run. One replica at a time looks, on the schedule. */
export function createServing(deps: ServingDependencies): Serving {
  const { config, models, observations, now } = deps;
  const sources = [
    ...config.manifests.map(
      manifests =>
        new ManifestSource({
          config: manifests,
          urlReader: deps.urlReader,
          now,
        }),
    ),
    ...deps.sources,
  ];
  const observer = new ServingObserver({
    sources,
    observations,
    recorder: new ServingRecorder(models),
    entities: async signal => [
      ...(await listModelEntities(deps, signal)).values(),
    ],
    registered: new RegisteredModels(models),
    declared: new DeclaredEntities(models),
    failed: deps.failed,
    now,
    logger: deps.logger,
  });
  return {
    present: new PresentServing({
      observations,
      clusters: config.manifests.map(({ cluster }) => cluster),
      staleAfterMs: config.staleAfterMs,
      now,
    }),
    async start() {
      if (sources.length === 0) {
        return;
      }
      await deps.scheduler.scheduleTask({
        id: TASK_ID,
        frequency: config.frequency,
        timeout: { minutes: 5 },
        initialDelay: { seconds: 3 },
        fn: signal => observer.look(signal),
      });
    },
  };
}
