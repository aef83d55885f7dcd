import { HttpError } from '../errors/HttpError';
import { requestTrace } from '../middleware/requestTrace';
import { bodyRoute, ENTITY_BODY, Doors } from '../bodyRoute';
import { openApiRoute } from '../openApiRoute';
import { modelQuery } from '../query/modelQuery';
import { modelRefOf } from '../query/modelRefOf';
import { parseAsOf } from '../query/parseAsOf';
import type { RouterOptions } from '../RouterOptions';
import { refuseIfLacking } from './refuseIfLacking';

/** The list, its facets, one model, and registration by JSON. */
export function modelsRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, answers, desk, entities } = options;
  const { operations: router } = doors;

  openApiRoute(router, httpAuth, 'get', '/models', async input => {
    const access = await authorizer.readAccess(input.credentials);
    const { sort, limit, cursor, total, ...filters } = input.query;
    const page = await models.listModels(modelQuery(filters, access), {
      sort: sort ?? 'name',
      limit: limit ?? 50,
      cursor,
      total,
    });
    return { status: 200, body: await answers.page(page) };
  });

  openApiRoute(router, httpAuth, 'get', '/models/facets', async input => {
    const access = await authorizer.readAccess(input.credentials);
    const body = await models.facets(modelQuery(input.query, access));
    return { status: 200, body };
  });

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models',
    {
      body: ENTITY_BODY,
      admit: ({ credentials }) => options.ingestRight(credentials),
    },
    async input => {
      const { entity } = input.body;
      await input.admitted.declared(entity, 'api');
      const ingestionId = await desk.request({
        entity,
        trigger: 'api',
        requestedBy: input.caller,
        traceparent: requestTrace(input.res).traceparent,
      });
      refuseIfLacking(desk.lacks(entity), ingestionId);
      return { status: 202, body: { ingestionId } };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}',
    async input => {
      const modelRef = modelRefOf(input.path);
      const asked = input.query.asOf;
      const asOf = asked === undefined ? undefined : parseAsOf(asked);
      const present = await authorizer.readModel(input.credentials, {
        modelRef,
      });
      if (asked === undefined || asOf === undefined) {
        return { status: 200, body: await answers.model(present) };
      }
      const past = await models.findModelAsOf({ id: present.id }, asOf);
      if (!past) {
        throw new HttpError(
          'MODEL_NOT_FOUND',
          'This model was not registered yet at that time',
        );
      }
      return {
        status: 200,
        body: await answers.pastModel(past.state, {
          asked,
          position: past.position,
          recordedAt: past.recordedAt,
        }),
      };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/ingestions',
    async input => {
      const right = await options.ingestRight(input.credentials);
      const entity = await entities.find(
        modelRefOf(input.path),
        input.credentials,
      );
      if (!entity) {
        throw new HttpError(
          'ENTITY_NOT_FOUND',
          'The catalog has no such entity, or it is not yours to see',
        );
      }
      await right.ofCatalog(entity);
      const ingestionId = await desk.request({
        entity,
        trigger: 'api',
        requestedBy: input.caller,
        traceparent: requestTrace(input.res).traceparent,
      });
      return { status: 202, body: { ingestionId } };
    },
  );
}
