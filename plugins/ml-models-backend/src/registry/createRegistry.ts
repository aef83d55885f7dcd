import type { Router } from 'express';
import { createAdministration } from '../admin/createAdministration';
import { readConfig } from '../config/readConfig';
import { registryPolicy } from '../governance/RegistryPolicy';
import { createIngestion } from '../ingest/createIngestion';
import { registryLevels } from '../metrics/registryLevels';
import { RegistryMetrics } from '../metrics/RegistryMetrics';
import { Readiness } from '../readiness/Readiness';
import { createServing } from '../serving/createServing';
import { createStores } from '../store/createStores';
import { createApi } from './createApi';
import { createEventsPublisher } from './createEventsPublisher';
import { onNudge } from './onNudge';
import type { Extensions } from './registerExtensions';
import { registerPermissions } from './registerPermissions';
import type { RegistryServices } from './RegistryServices';
import { warnOfUnasked } from './warnOfUnasked';

export interface Registry {
  router: Router;
  /** metrics without a token */
  publicMetrics: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the parts together. Nothing runs before `start`. */
export async function createRegistry(
  services: RegistryServices,
  extensions: Extensions,
): Promise<Registry> {
  const { database, events, logger } = services;
  const config = readConfig(services.config);
  const policy = registryPolicy(config);

  const stores = await createStores({
    database,
    logger,
    servingStaleAfterMs: config.serving.staleAfterMs,
    driftDemands: config.governance.drift.demands,
  });
  const { ingestions, observations, stagings, now } = stores;
  const publisher = createEventsPublisher(services, stores);
  const metrics = new RegistryMetrics({
    levels: registryLevels({ models: stores.models, publisher }),
  });
  const models = metrics.countingEvents(stores.models);
  models.onAltered(alteration => metrics.altered(alteration));
  stores.maintenance.onStatement((operation, seconds) =>
    metrics.latency.statement(operation, seconds),
  );
  registerPermissions(services, models);

  const ingestion = createIngestion({
    ...services,
    config: config.ingestion,
    governance: config.governance,
    rootConfig: services.config,
    models,
    ingestions,
    stagings,
    sources: extensions.sources,
    readers: extensions.readers,
    observer: metrics,
    now,
  });
  const serving = createServing({
    ...services,
    config: config.serving,
    models,
    observations,
    sources: extensions.workloads,
    failed: source => metrics.providerFailed(source),
    now,
  });
  const administration = createAdministration({
    ...services,
    config: config.administration,
    models,
    jobs: stores.jobs,
    maintenance: stores.maintenance,
    ended: job => metrics.jobEnded(job),
  });
  const readiness = new Readiness({
    queue: () => ingestions.queue(),
    spool: () => ingestion.spool.usage(),
    spoolFreeBytes: config.ingestion.limits.spoolFreeBytes,
    isProjected: () => stores.maintenance.isProjected(),
    queueStuckAfterMs: config.administration.queueStuckAfterMs,
    monotonic: () => performance.now(),
  });
  metrics.watch(async () => ({
    ...(await ingestions.queue()),
    spool: await ingestion.spool.usage(),
    verification: await administration.lastVerification(),
  }));
  const router = createApi({
    services,
    extensions,
    config,
    policy,
    models,
    ingestions,
    ingestion,
    serving,
    publisher,
    metrics,
    jobs: stores.jobs,
    administration,
    readiness,
    now,
  });

  return {
    router,
    publicMetrics: config.metrics.public,
    async start() {
      warnOfUnasked(extensions, logger);
      publisher.start();
      await ingestion.start();
      await serving.start();
      await administration.start();
      await onNudge(events, ref => ingestion.reconciler.nudge(ref));
    },
    async stop() {
      await administration.stop();
      await ingestion.stop();
      await publisher.stop();
    },
  };
}
