import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiBrainLine } from '@remixicon/react';
import { createPortalClient } from './api/createPortalClient';
import { mlModelsApiRef } from './api/mlModelsApiRef';
import { holdsModels, usesModels } from './cards/relatedModels';
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
    loader: () => import('./pages').then(m => <m.ModelsPage />),
  },
});

/** The overview of an MLModel is the model's, the catalog's cards below it. */
const overviewLayout = EntityContentLayoutBlueprint.make({
  name: 'overview',
  params: {
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => m.OverviewLayout),
  },
});

const versionsContent = EntityContentBlueprint.make({
  name: 'versions',
  params: {
    path: '/versions',
    title: 'Versions',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.VersionsContent />),
  },
});

const filesContent = EntityContentBlueprint.make({
  name: 'files',
  params: {
    path: '/files',
    title: 'Files & integrity',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.FilesContent />),
  },
});

const sbomContent = EntityContentBlueprint.make({
  name: 'sbom',
  params: {
    path: '/sbom',
    title: 'SBOM',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.SbomContent />),
  },
});

const governanceContent = EntityContentBlueprint.make({
  name: 'governance',
  params: {
    path: '/governance',
    title: 'Governance',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.GovernanceContent />),
  },
});

const servingContent = EntityContentBlueprint.make({
  name: 'serving',
  params: {
    path: '/serving',
    title: 'Serving & mesh',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.ServingContent />),
  },
});

const rolloutContent = EntityContentBlueprint.make({
  name: 'rollout',
  params: {
    path: '/rollout',
    title: 'Rollout',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.RolloutContent />),
  },
});

const historyContent = EntityContentBlueprint.make({
  name: 'history',
  params: {
    path: '/history',
    title: 'History',
    filter: ML_MODEL_FILTER,
    loader: () => import('./pages').then(m => <m.HistoryContent />),
  },
});

const usedModelsCard = EntityCardBlueprint.make({
  name: 'used-models',
  params: {
    type: 'content',
    filter: usesModels,
    loader: () => import('./pages').then(m => <m.UsedModelsCard />),
  },
});

const heldModelsCard = EntityCardBlueprint.make({
  name: 'held-models',
  params: {
    type: 'content',
    filter: holdsModels,
    loader: () => import('./pages').then(m => <m.HeldModelsCard />),
  },
});

/** The plugin for the new frontend system. @public */
export const mlModelsPlugin = createFrontendPlugin({
  pluginId: 'ml-models',
  title: 'Models',
  icon: <RiBrainLine />,
  routes: { models: modelsRouteRef },
  extensions: [
    mlModelsApi,
    modelsPage,
    overviewLayout,
    versionsContent,
    filesContent,
    sbomContent,
    governanceContent,
    servingContent,
    rolloutContent,
    historyContent,
    usedModelsCard,
    heldModelsCard,
  ],
});
