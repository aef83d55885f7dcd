import { createRouteRef } from '@backstage/core-plugin-api';

/** The list of models. @public */
export const modelsRouteRef = createRouteRef({ id: 'ml-models' });
