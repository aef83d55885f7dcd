import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { mlModelSource } from './mlModelLayer';
import { MlModelNudgeProcessor } from './MlModelNudgeProcessor';

/** Teaches the catalog the MLModel kind. @public */
export const catalogModuleMlModels = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ml-models',
  register(env) {
    env.registerInit({
      deps: {
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
        events: eventsServiceRef,
      },
      async init({ model, processing, events }) {
        model.addModelSource(mlModelSource);
        processing.addProcessor(new MlModelNudgeProcessor(events));
      },
    });
  },
});
