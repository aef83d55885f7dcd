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
    component: () => import('./modelsPage/ModelsPage').then(m => m.ModelsPage),
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
  () => import('./overview/OverviewContent').then(m => m.OverviewContent),
);
/** @public */
export const EntityMlModelVersionsContent = content(
  'EntityMlModelVersionsContent',
  () => import('./versions/VersionsContent').then(m => m.VersionsContent),
);
/** @public */
export const EntityMlModelFilesContent = content(
  'EntityMlModelFilesContent',
  () => import('./files/FilesContent').then(m => m.FilesContent),
);
/** @public */
export const EntityMlModelSbomContent = content(
  'EntityMlModelSbomContent',
  () => import('./sbom/SbomContent').then(m => m.SbomContent),
);
/** @public */
export const EntityMlModelGovernanceContent = content(
  'EntityMlModelGovernanceContent',
  () => import('./governance/GovernanceContent').then(m => m.GovernanceContent),
);
/** @public */
export const EntityMlModelServingContent = content(
  'EntityMlModelServingContent',
  () => import('./serving/ServingContent').then(m => m.ServingContent),
);
/** @public */
export const EntityMlModelRolloutContent = content(
  'EntityMlModelRolloutContent',
  () => import('./rollout/RolloutContent').then(m => m.RolloutContent),
);
/** @public */
export const EntityMlModelHistoryContent = content(
  'EntityMlModelHistoryContent',
  () => import('./history/HistoryContent').then(m => m.HistoryContent),
);
/** Models that a component serves or depends on. @public */
export const EntityUsedMlModelsCard = content('EntityUsedMlModelsCard', () =>
  import('./cards/ModelsCard').then(m => m.UsedModelsCard),
);
/** Models that a group owns or a system contains. @public */
export const EntityHeldMlModelsCard = content('EntityHeldMlModelsCard', () =>
  import('./cards/ModelsCard').then(m => m.HeldModelsCard),
);
