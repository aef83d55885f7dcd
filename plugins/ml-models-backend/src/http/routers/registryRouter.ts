import type { IRouter } from 'express';
import { mlModelMetricsPermission } from '@ml-models/backstage-plugin-ml-models-common';
import { openApiRoute } from '../openApiRoute';
import type { RouterOptions } from '../RouterOptions';

/** The registry as a whole: counts, policy, metrics. */
export function registryRouter(router: IRouter, options: RouterOptions): void {
  const { httpAuth, authorizer, models, policy, metrics } = options;

  openApiRoute(router, httpAuth, 'get', '/summary', async input => {
    const { credentials, caller } = input;
    await authorizer.require(credentials, mlModelMetricsPermission);
    const access = await authorizer.readAccess(credentials);
    const [summary, publisher] = await Promise.all([
      access
        ? models.summary({ access }, { models: access, caller })
        : models.summary({}),
      options.publisher(),
    ]);
    return { status: 200, body: { ...summary, publisher } };
  });

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/policies',
    async ({ credentials }) => {
      await authorizer.require(credentials, mlModelMetricsPermission);
      return { status: 200, body: policy.wire };
    },
  );

  if (options.publicMetrics) {
    router.get('/metrics', async (_req, res) => {
      res.set('Content-Type', metrics.contentType).send(await metrics.text());
    });
    return;
  }
  openApiRoute(
    router,
    httpAuth,
    'get',
    '/metrics',
    async ({ credentials, res }) => {
      await authorizer.require(credentials, mlModelMetricsPermission);
      res.set('Content-Type', metrics.contentType).send(await metrics.text());
      return undefined;
    },
  );
}
