import type { IRouter } from 'express';
import { tensorPage } from '../answers/tensorPage';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Tensors of one artifact, page by page. */
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
        { limit: input.query.limit ?? 50, cursor: input.query.cursor },
      );
      return { status: 200, body };
    },
  );
}
