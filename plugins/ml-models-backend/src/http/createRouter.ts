import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { openapi } from '../schema/openapi.generated';
import { errorHandler } from './errors/errorHandler';
import { HttpError } from './errors/HttpError';
import type { Doors } from './bodyRoute';
import { countRequests } from './middleware/countRequests';
import { requestLog } from './middleware/requestLog';
import type { RouterOptions } from './RouterOptions';
import { adminRouter } from './routers/adminRouter';
import { attestationsRouter } from './routers/attestationsRouter';
import { deploymentsRouter } from './routers/deploymentsRouter';
import { documentsRouter } from './routers/documentsRouter';
import { driftRouter } from './routers/driftRouter';
import { eventsRouter } from './routers/eventsRouter';
import { findingRulesRouter } from './routers/findingRulesRouter';
import { governanceRouter } from './routers/governanceRouter';
import { ingestionsRouter } from './routers/ingestionsRouter';
import { modelsRouter } from './routers/modelsRouter';
import { openApiDocumentRouter } from './routers/openApiDocumentRouter';
import { readinessRouter } from './routers/readinessRouter';
import { registryRouter } from './routers/registryRouter';
import { sbomRouter } from './routers/sbomRouter';
import { tensorsRouter } from './routers/tensorsRouter';
import { uploadsRouter } from './routers/uploadsRouter';
import { versionsRouter } from './routers/versionsRouter';

type RequiredDoc = Parameters<typeof createValidatedOpenApiRouter>[0];

/**
 * The API below `/api/ml-models`. In this order: log and count; bodies that stream; who may send a body, and the
 * body to its limit; validation by the OpenAPI file; the operations; errors.
 */
export function createRouter(options: RouterOptions): Router {
  const router = strictRouter();
  router.use(requestLog(options));
  router.use(countRequests(options));

  readinessRouter(router, options);
  uploadsRouter(router, options);
  openApiDocumentRouter(router, options);

  const doors: Doors = {
    entrance: strictRouter(),
    operations: strictRouter(),
  };
  const { entrance, operations } = doors;
  modelsRouter(doors, options);
  versionsRouter(doors, options);
  tensorsRouter(operations, options);
  sbomRouter(operations, options);
  attestationsRouter(doors, options);
  driftRouter(doors, options);
  governanceRouter(doors, options);
  deploymentsRouter(operations, options);
  eventsRouter(operations, options);
  documentsRouter(operations, options);
  ingestionsRouter(operations, options);
  registryRouter(operations, options);
  findingRulesRouter(operations, options);
  adminRouter(doors, options);

  // The portal authenticates before this router and each operation does again, so the validator does not
  const validated = createValidatedOpenApiRouter(openApiOf30(openapi), {
    middleware: [(_req, _res, next) => next()],
    validatorOptions: { validateSecurity: false },
  });
  validated.use(operations);
  router.use(entrance);
  router.use(validated);

  router.use(() => {
    throw new HttpError('ROUTE_NOT_FOUND', 'There is no such route');
  });
  router.use(errorHandler(options));
  return router;
}

/**
 * Backstage types the document as OpenAPI 3.0, where `type` is one word; its validator reads 3.1, which a test of
 * ours holds.
 */
function openApiOf30(document: object): RequiredDoc {
  return document as RequiredDoc;
}

/** One spelling per path: another one would pass the validator by. */
function strictRouter(): Router {
  return PromiseRouter({ caseSensitive: true, strict: true });
}
