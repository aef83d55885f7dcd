import { FINDING_RULES } from '@ml-models/model-formats';
import type { IRouter } from 'express';
import { openApiRoute } from '../openApiRoute';
import type { RouterOptions } from '../RouterOptions';

const ITEMS = Object.entries(FINDING_RULES).map(([rule, info]) => ({
  rule,
  ...info,
}));

/** What the findings of the built-in readers mean, for whoever may read models at all. */
export function findingRulesRouter(
  router: IRouter,
  options: RouterOptions,
): void {
  const { httpAuth, authorizer } = options;

  openApiRoute(
    router,
    httpAuth,
    'get',
    '/finding-rules',
    async ({ credentials }) => {
      await authorizer.reader(credentials);
      return { status: 200, body: { items: ITEMS } };
    },
  );
}
