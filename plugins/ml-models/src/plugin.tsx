import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentLayoutBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiBrainLine } from '@remixicon/react';
import { createPortalClient } from './api/createPortalClient';
import { mlModelsApiRef } from './api/mlModelsApiRef';
import { modelsRouteRef } from './routes';

const ML_MODEL_FILTER = { kind: 'mlmodel' };

const mlModelsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: mlModelsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPortalClient(fetchApi),
    }),
});

const modelsPage = PageBlueprint.make({
  params: {
    path: '/ml-models',
    title: 'Models',
    icon: <RiBrainLine />,
    routeRef: modelsRouteRef,
    loader: () => import('./modelsPage/ModelsPage').then(m => <m.ModelsPage />),
  },
});

/** The overview of an MLModel is the model's, the catalog's cards below it. */
const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    filter: ML_MODEL_FILTER,
    loader: () =>
      import('./overview/OverviewLayout').then(m => m.OverviewLayout),
  },
});

/** The plugin for the new frontend system. @public */
export const mlModelsPlugin = createFrontendPlugin({
  pluginId: 'ml-models',
  title: 'Models',
  icon: <RiBrainLine />,
  routes: { models: modelsRouteRef },
  extensions: [mlModelsApi, modelsPage, overviewLayout],
});
