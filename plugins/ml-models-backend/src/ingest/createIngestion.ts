import type {
  AuthService,
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { InspectionPool } from '@ml-models/artifact-io';
import { mlModelEntitySchema } from '@ml-models/backstage-plugin-ml-models-common';
import type {
  ArtifactSource,
  FormatReaderEntry,
} from '@ml-models/backstage-plugin-ml-models-node';
import type { GovernancePolicy } from '@ml-models/model-governance';
import { version } from '../../package.json';
import type { IngestionConfig } from '../config/MlModelsConfig';
import type { IngestionStore } from '../store/IngestionStore';
import type { ModelStore } from '../store/ModelStore';
import type { StagingStore } from '../store/StagingStore';
import { Reconciler } from './catalog/Reconciler';
import { canonicalBytes, digestOf } from './documents/documentOf';
import type { IngestionServices } from './IngestionContext';
import { SETTLE_MS } from './limits';
import type { IngestionObserver } from './IngestionObserver';
import { ingestModelVersion } from './ingestModelVersion';
import { IngestionQueue, IngestionQueueOptions } from './queue/IngestionQueue';
import { IngestionRequests } from './queue/IngestionRequests';
import { sourceRevision } from './reread/sourceRevision';
import { LocalFileSource } from './sources/LocalFileSource';
import { UploadSource } from './sources/UploadSource';
import { UrlSource } from './sources/UrlSource';
import { Spool } from './spool/Spool';
import { ModelUploads } from './uploads/ModelUploads';
import { UploadSettlement } from './uploads/UploadSettlement';

export interface IngestionDependencies {
  config: IngestionConfig;
  governance: Pick<GovernancePolicy, 'defaultTier'>;
  rootConfig: RootConfigService;
  models: ModelStore;
  ingestions: IngestionStore;
  stagings: StagingStore;
  catalog: CatalogService;
  auth: AuthService;
  urlReader: UrlReaderService;
  scheduler: SchedulerService;
  logger: LoggerService;
  observer: IngestionObserver;
  now(): Date;
  /** of other modules; asked before the built-in ones */
  sources?: readonly ArtifactSource[];
  readers?: readonly FormatReaderEntry[];
  /** shared with others and closed by them; by default one of its own */
  pool?: InspectionPool;
  /** for tests */
  timing?: IngestionQueueOptions['timing'];
}

/** Everything that brings versions in. `start` it once the migrations ran. */
export interface Ingestion {
  queue: IngestionQueue;
  reconciler: Reconciler;
  requests: IngestionRequests;
  uploads: ModelUploads;
  settlement: UploadSettlement;
  /** how full it is: `spool.usage()` */
  spool: Spool;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createIngestion(deps: IngestionDependencies): Ingestion {
  const { config, ingestions, models, stagings, logger, observer, now } = deps;
  const spool = new Spool(config.spoolDirectory, config.limits);
  const pool = deps.pool ?? new InspectionPool();
  const services: IngestionServices = {
    models,
    ingestions,
    staging: stagings,
    sources: [
      ...(deps.sources ?? []),
      new UploadSource(stagings, spool),
      new LocalFileSource(config.roots),
      new UrlSource({
        reader: deps.urlReader,
        integrations: ScmIntegrations.fromConfig(deps.rootConfig),
      }),
    ],
    readers: deps.readers ?? [],
    spool,
    pool,
    config,
    governance: deps.governance,
    observer,
    now,
    tool: { name: 'ml-models', version },
    schemaHash: digestOf(canonicalBytes(mlModelEntitySchema)),
  };
  const uploads = new ModelUploads({
    staging: stagings,
    spool,
    limits: config.limits,
  });
  const settlement = new UploadSettlement({
    staging: stagings,
    ingestions,
    spool,
  });
  const queue = new IngestionQueue({
    ingestions,
    ingest: (ingestion, run) =>
      ingestModelVersion(ingestion, { ...services, ...run }),
    settled: ingestion => settlement.settled(ingestion),
    spool: () => spool.id(),
    concurrency: { disk: config.concurrency, host: config.fetches },
    logger,
    observer,
    timing: deps.timing,
  });
  const requests = new IngestionRequests({
    ingestions,
    catalog: deps.catalog,
    auth: deps.auth,
    queued: () => queue.wake(),
  });
  const reconciler = new Reconciler({
    catalog: deps.catalog,
    auth: deps.auth,
    models,
    ingestions,
    requests,
    revisionOf: (entity, signal) => sourceRevision(entity, services, signal),
    reconciled: () => observer.reconciled(),
    logger,
    now,
  });
  return {
    queue,
    reconciler,
    requests,
    uploads,
    settlement,
    spool,
    async start() {
      await spool.start();
      await settlement.settle();
      queue.start();
      await reconciler.start(deps.scheduler, config.schedule);
      await deps.scheduler.scheduleTask({
        id: 'ml-models-settle-uploads',
        frequency: { milliseconds: SETTLE_MS },
        timeout: { minutes: 5 },
        // Uploads lie on the disk of the replica that took them.
        scope: 'local',
        fn: () => settlement.settle(),
      });
    },
    async stop() {
      uploads.stop();
      await reconciler.stop();
      await queue.stop();
      await spool.stop();
      if (!deps.pool) {
        await pool.close();
      }
    },
  };
}
