import type { IRouter } from 'express';
import { HttpError } from '../errors/HttpError';
import { openApiRoute } from '../openApiRoute';
import { parseModelRef } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Attempts to bring versions in, refused ones with their reasons. */
export function ingestionsRouter(
  router: IRouter,
  options: RouterOptions,
): void {
  const { httpAuth, authorizer, ingestions } = options;

  openApiRoute(router, httpAuth, 'get', '/ingestions', async input => {
    const { modelRef, state, latest, text, owner, system, limit, cursor } =
      input.query;
    const models = await authorizer.readAccess(input.credentials);
    const body = await ingestions.list(
      {
        ...(modelRef !== undefined && { modelRef: parseModelRef(modelRef) }),
        ...(state !== undefined && { state }),
        ...(latest !== undefined && { latest }),
        text,
        owner,
        system,
        ...(models && { access: { models, caller: input.caller } }),
      },
      { limit: limit ?? 50, cursor },
    );
    return { status: 200, body };
  });

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/ingestions/{id}',
    async ({ path, credentials, caller }) => {
      const read = await authorizer.ingestionReader(credentials, caller);
      const ingestion = await ingestions.get(path.id);
      const body = ingestion && (await read(ingestion));
      if (!body) {
        throw notFound();
      }
      return { status: 200, body };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'delete',
    '/ingestions/{id}',
    async ({ path, credentials, caller }) => {
      const right = await options.ingestRight(credentials);
      const read = await authorizer.ingestionReader(credentials, caller);
      const present = await ingestions.get(path.id);
      if (!present || !(await read(present))) {
        throw notFound();
      }
      await right.cancel(present, caller);
      const body = await ingestions.cancel(path.id, caller);
      if (!body) {
        throw notFound();
      }
      return { status: 200, body };
    },
  );
}

function notFound(): HttpError {
  return new HttpError(
    'INGESTION_NOT_FOUND',
    'There is no such ingestion, or it is not yours to see',
  );
}
