import type { IRouter } from 'express';
import { tensorPage } from '../answers/tensorPage';
import { tensorSizes } from '../answers/tensorSizes';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Tensors of one artifact, page by page, and where their bytes lie. */
export function tensorsRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors',
    async input => {
      const model = await authorizer.readModel(input.credentials, {
        modelRef: modelRefOf(input.path),
      });
      const body = await tensorPage(
        models,
        model,
        { version: input.path.version, path: input.path.path },
        { ...input.query, limit: input.query.limit ?? 50 },
      );
      return { status: 200, body };
    },
  );

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/versions/{version}/artifacts/{path}/tensors/sizes',
    async input => {
      const model = await authorizer.readModel(input.credentials, {
        modelRef: modelRefOf(input.path),
      });
      const { version, path } = input.path;
      const body = await tensorSizes(models, model, { version, path });
      return { status: 200, body };
    },
  );
}
