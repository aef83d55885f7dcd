import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createIngestAction } from './actions/createIngestAction';
import { createRegisterAction } from './actions/createRegisterAction';

/** Adds `ml-models:register` and `ml-models:ingest` to the scaffolder. @public */
export const scaffolderModuleMlModels = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'ml-models',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        discovery: coreServices.discovery,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ scaffolder, discovery, auth, catalog }) {
        scaffolder.addActions(
          createRegisterAction({ discovery, auth, catalog }),
          createIngestAction({ discovery, auth }),
        );
      },
    });
  },
});
