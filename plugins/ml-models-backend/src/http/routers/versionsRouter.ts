import { versionDifference } from '../answers/versionDifference';
import { HttpError } from '../errors/HttpError';
import { requestTrace } from '../middleware/requestTrace';
import { bodyRoute, ENTITY_BODY, Doors } from '../bodyRoute';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import { parseAsOf } from '../query/parseAsOf';
import type { RouterOptions } from '../RouterOptions';
import { refuseIfLacking } from './refuseIfLacking';

/** One version, how it differs from another, and the closing of its upload. */
export function versionsRouter(doors: Doors, options: RouterOptions): void {
  const { httpAuth, authorizer, models, answers } = options;
  const { operations: router } = doors;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}',
    async input => {
      const { version } = input.path;
      const asked = input.query.asOf;
      const asOf = asked === undefined ? undefined : parseAsOf(asked);
      const present = await authorizer.readModel(input.credentials, {
        modelRef: modelRefOf(input.path),
      });
      if (asOf === undefined) {
        return { status: 200, body: await answers.version(present, version) };
      }
      const past = await models.findModelAsOf({ id: present.id }, asOf);
      if (!past) {
        throw new HttpError(
          'VERSION_NOT_FOUND',
          'This model was not registered yet at that time',
        );
      }
      return {
        status: 200,
        body: await answers.version(past.state, version, { past: true }),
      };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/diff',
    async input => {
      const model = await authorizer.readModel(input.credentials, {
        modelRef: modelRefOf(input.path),
      });
      const body = await versionDifference(models, model, {
        from: input.query.from,
        to: input.path.version,
      });
      return { status: 200, body };
    },
  );

  bodyRoute(
    doors,
    httpAuth,
    'post',
    '/models/{namespace}/{name}/versions/{version}',
    {
      body: ENTITY_BODY,
      admit: async ({ path, credentials }) => {
        const right = await options.ingestRight(credentials);
        await right.upload(modelRefOf(path));
        return right;
      },
    },
    async input => {
      const modelRef = modelRefOf(input.path);
      const entity =
        input.body?.entity ??
        (await options.entities.find(modelRef, input.credentials));
      if (!entity) {
        throw new HttpError(
          'ENTITY_NOT_FOUND',
          'The catalog has no such entity; send it as entity',
        );
      }
      await input.admitted.declared(entity, 'upload');
      const { stagingId } = await options.uploads.complete({
        modelRef,
        version: input.path.version,
        entity,
        by: input.caller,
      });
      const ingestionId = await options.desk.request({
        entity,
        trigger: 'upload',
        requestedBy: input.caller,
        traceparent: requestTrace(input.res).traceparent,
        stagingId,
      });
      refuseIfLacking(options.desk.lacks(entity), ingestionId);
      return { status: 202, body: { ingestionId } };
    },
  );
}
