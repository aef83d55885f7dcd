import type { IRouter } from 'express';
import { openApiRoute } from '../openApiRoute';
import { modelRefOf } from '../query/modelRefOf';
import type { RouterOptions } from '../RouterOptions';

/** Where the model runs now, as seen. */
export function deploymentsRouter(
  router: IRouter,
  options: RouterOptions,
): void {
  const { httpAuth, authorizer, answers } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/models/{namespace}/{name}/deployments',
    async ({ path, credentials }) => {
      const model = await authorizer.readModel(credentials, {
        modelRef: modelRefOf(path),
      });
      return { status: 200, body: await answers.deployments(model) };
    },
  );
}
