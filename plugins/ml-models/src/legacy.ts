import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createPortalClient } from './api/createPortalClient';
import { mlModelsApiRef } from './api/mlModelsApiRef';
import { modelsRouteRef } from './routes';

/** The plugin for apps on the classic frontend system. @public */
export const mlModelsLegacyPlugin = createPlugin({
  id: 'ml-models',
  routes: { models: modelsRouteRef },
  apis: [
    createApiFactory({
      api: mlModelsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPortalClient(fetchApi),
    }),
  ],
});

/** The list of models, to be mounted at `/ml-models`. @public */
export const MlModelsPage = mlModelsLegacyPlugin.provide(
  createRoutableExtension({
    name: 'MlModelsPage',
    component: () => import('./pages').then(m => m.ModelsPage),
    mountPoint: modelsRouteRef,
  }),
);

function content(name: string, lazy: () => Promise<() => JSX.Element>) {
  return mlModelsLegacyPlugin.provide(
    createComponentExtension({ name, component: { lazy } }),
  );
}

/** @public */
export const EntityMlModelOverviewContent = content(
  'EntityMlModelOverviewContent',
  () => import('./pages').then(m => m.OverviewContent),
);
/** @public */
export const EntityMlModelVersionsContent = content(
  'EntityMlModelVersionsContent',
  () => import('./pages').then(m => m.VersionsContent),
);
/** @public */
export const EntityMlModelFilesContent = content(
  'EntityMlModelFilesContent',
  () => import('./pages').then(m => m.FilesContent),
);
/** @public */
export const EntityMlModelSbomContent = content(
  'EntityMlModelSbomContent',
  () => import('./pages').then(m => m.SbomContent),
);
/** @public */
export const EntityMlModelGovernanceContent = content(
  'EntityMlModelGovernanceContent',
  () => import('./pages').then(m => m.GovernanceContent),
);
/** @public */
export const EntityMlModelServingContent = content(
  'EntityMlModelServingContent',
  () => import('./pages').then(m => m.ServingContent),
);
/** @public */
export const EntityMlModelRolloutContent = content(
  'EntityMlModelRolloutContent',
  () => import('./pages').then(m => m.RolloutContent),
);
/** @public */
export const EntityMlModelHistoryContent = content(
  'EntityMlModelHistoryContent',
  () => import('./pages').then(m => m.HistoryContent),
);
/** Models that a component serves or depends on. @public */
export const EntityUsedMlModelsCard = content('EntityUsedMlModelsCard', () =>
  import('./pages').then(m => m.UsedModelsCard),
);
/** Models that a group owns or a system contains. @public */
export const EntityHeldMlModelsCard = content('EntityHeldMlModelsCard', () =>
  import('./pages').then(m => m.HeldModelsCard),
);
