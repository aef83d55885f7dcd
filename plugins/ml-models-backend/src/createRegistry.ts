import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type {
  AuthService,
  DatabaseService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  EVENT_TOPIC,
  mlModelPermissions,
  NUDGE_TOPIC,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Router } from 'express';
import { readConfig } from './config/readConfig';
import { registryPolicy } from './governance/RegistryPolicy';
import { verifyAttestation } from './governance/verifyAttestation';
import { ModelAuthorizer } from './http/access/ModelAuthorizer';
import {
  mlModelPermissionResourceRef,
  mlModelPermissionRules,
} from './http/access/modelRules';
import { ModelAnswers } from './http/answers/ModelAnswers';
import { createRouter } from './http/createRouter';
import { HTTP_LIMITS } from './http/limits';
import { createIngestion } from './ingest/createIngestion';
import { registryLevels } from './metrics/registryLevels';
import { RegistryMetrics } from './metrics/RegistryMetrics';
import { Publisher } from './publish/Publisher';
import type { Extensions } from './registerExtensions';
import { createServing } from './serving/createServing';
import { createStores } from './store/createStores';

/** Consumer of the history that publishes to the portal's events. */
const EVENTS_CONSUMER = 'events';

export interface RegistryServices {
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  urlReader: UrlReaderService;
}

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
  const { auth, catalog, events, httpAuth, logger, scheduler } = services;
  const now = () => new Date();
  const config = readConfig(services.config);
  const policy = registryPolicy(config);
  const stores = await createStores({ database: services.database, logger });
  const { ingestions } = stores;

  const publisher = new Publisher({
    consumer: EVENTS_CONSUMER,
    owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    models: stores.models,
    cursors: stores.cursors,
    deliver: event =>
      events.publish({
        topic: EVENT_TOPIC,
        eventPayload: event,
        metadata: { type: event.type },
      }),
    logger,
  });
  const metrics = new RegistryMetrics({
    levels: registryLevels({ models: stores.models, publisher }),
  });
  const models = metrics.countingEvents(stores.models);
  const ingestion = createIngestion({
    ...services,
    config: config.ingestion,
    governance: config.governance,
    rootConfig: services.config,
    models,
    ingestions,
    stagings: stores.stagings,
    observer: metrics,
    now,
    sources: extensions.sources,
    readers: extensions.readers,
  });
  const serving = createServing({
    config: config.serving,
    models,
    observations: stores.observations,
    sources: extensions.workloads,
    catalog,
    auth,
    urlReader: services.urlReader,
    scheduler,
    failed: source => metrics.providerFailed(source),
    logger,
    now,
  });

  services.permissionsRegistry.addResourceType({
    resourceRef: mlModelPermissionResourceRef,
    permissions: mlModelPermissions,
    rules: Object.values(mlModelPermissionRules),
    getResources: refs =>
      Promise.all(refs.map(modelRef => models.findModel({ modelRef }))),
  });
  const router = createRouter({
    httpAuth,
    authorizer: new ModelAuthorizer({ ...services, models }),
    models,
    ingestions,
    answers: new ModelAnswers({
      models,
      ingestions,
      serving: serving.present,
      policy: policy.governance,
      now,
    }),
    desk: ingestion.requests,
    uploads: ingestion.uploads,
    entities: {
      find: (modelRef, credentials) =>
        catalog.getEntityByRef(modelRef, { credentials }),
    },
    policy,
    verify: request =>
      verifyAttestation(request, {
        verifiers: extensions.verifiers,
        signal: AbortSignal.timeout(HTTP_LIMITS.verifyMs),
        failed: verifier => metrics.providerFailed(verifier),
        logger,
      }),
    metrics,
    publisher: () => publisher.status(),
    publicMetrics: config.metrics.public,
    logger,
    monotonic: () => performance.now(),
  });

  return {
    router,
    publicMetrics: config.metrics.public,
    async start() {
      warnOfUnused(extensions, logger);
      publisher.start();
      await ingestion.start();
      await serving.start();
      await events.subscribe({
        id: 'ml-models-nudge',
        topics: [NUDGE_TOPIC],
        onEvent: async ({ eventPayload }) => {
          const modelRef = modelRefOfNudge(eventPayload);
          if (modelRef) {
            ingestion.reconciler.nudge(modelRef);
          }
        },
      });
    },
    async stop() {
      await ingestion.stop();
      await publisher.stop();
    },
  };
}

/** A door that is open and leads nowhere must not look like one that leads somewhere. */
function warnOfUnused(extensions: Extensions, logger: LoggerService): void {
  for (const kind of ['meshes', 'rollouts', 'signals'] as const) {
    for (const { name } of extensions[kind]) {
      logger.warn(`${name} is registered, but ${kind} are not asked yet`);
    }
  }
}

function modelRefOfNudge(payload: unknown): string | undefined {
  return typeof payload === 'object' &&
    payload !== null &&
    'modelRef' in payload &&
    typeof payload.modelRef === 'string'
    ? payload.modelRef
    : undefined;
}
