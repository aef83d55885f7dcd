import type { Router } from 'express';
import type { Administration } from '../admin/createAdministration';
import type { MlModelsConfig } from '../config/MlModelsConfig';
import type { RegistryPolicy } from '../governance/RegistryPolicy';
import { verifyAttestation } from '../governance/verifyAttestation';
import { catalogedEntity } from '../http/access/catalogedEntity';
import { IngestRight } from '../http/access/IngestRight';
import { ModelAuthorizer } from '../http/access/ModelAuthorizer';
import { ModelAnswers } from '../http/answers/ModelAnswers';
import { createRouter } from '../http/createRouter';
import { HTTP_LIMITS } from '../http/limits';
import type { Ingestion } from '../ingest/createIngestion';
import type { RegistryMetrics } from '../metrics/RegistryMetrics';
import type { Publisher } from '../publish/Publisher';
import type { Readiness } from '../readiness/Readiness';
import type { Serving } from '../serving/createServing';
import type { AdminJobStore } from '../store/AdminJobStore';
import type { IngestionStore } from '../store/IngestionStore';
import type { ModelStore } from '../store/ModelStore';
import type { Extensions } from './registerExtensions';
import type { RegistryServices } from './RegistryServices';

/** What the HTTP API answers from. */
export interface ApiParts {
  services: RegistryServices;
  extensions: Pick<Extensions, 'verifiers'>;
  config: MlModelsConfig;
  policy: RegistryPolicy;
  models: ModelStore;
  ingestions: IngestionStore;
  ingestion: Ingestion;
  serving: Serving;
  publisher: Publisher;
  metrics: RegistryMetrics;
  jobs: AdminJobStore;
  administration: Administration;
  readiness: Readiness;
  now(): Date;
}

/** The HTTP API over the parts of the registry. */
export function createApi(parts: ApiParts): Router {
  const { services, config, policy, models, ingestions, metrics } = parts;
  const { catalog, httpAuth, logger } = services;
  const authorizer = new ModelAuthorizer({ ...services, models });
  return createRouter({
    httpAuth,
    authorizer,
    ingestRight: credentials =>
      IngestRight.of(credentials, {
        authorizer,
        models,
        cataloged: catalogedEntity(services),
        policy: config.governance,
      }),
    models,
    ingestions,
    answers: new ModelAnswers({
      models,
      ingestions,
      serving: parts.serving.present,
      policy: policy.governance,
      now: parts.now,
    }),
    desk: parts.ingestion.requests,
    uploads: parts.ingestion.uploads,
    entities: {
      find: (modelRef, credentials) =>
        catalog.getEntityByRef(modelRef, { credentials }),
    },
    policy,
    verify: request =>
      verifyAttestation(request, {
        verifiers: parts.extensions.verifiers,
        signal: AbortSignal.timeout(HTTP_LIMITS.verifyMs),
        failed: verifier => metrics.providerFailed(verifier),
        logger,
      }),
    metrics,
    jobs: parts.jobs,
    administration: parts.administration,
    readiness: parts.readiness,
    publisher: () => parts.publisher.status(),
    publicMetrics: config.metrics.public,
    logger,
    now: parts.now,
    monotonic: () => performance.now(),
  });
}
