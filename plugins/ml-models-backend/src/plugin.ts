import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createRegistry } from './registry/createRegistry';
import { registerExtensions } from './registry/registerExtensions';

/**
 * The registry of machine-learning models.
 * @public
 */
export const mlModelsPlugin = createBackendPlugin({
  pluginId: 'ml-models',
  register(env) {
    const extensions = registerExtensions(env);
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init({ httpRouter, lifecycle, ...services }) {
        const registry = await createRegistry(services, extensions);
        httpRouter.use(registry.router);
        httpRouter.addAuthPolicy({
          path: '/readiness',
          allow: 'unauthenticated',
        });
        if (registry.publicMetrics) {
          httpRouter.addAuthPolicy({
            path: '/metrics',
            allow: 'unauthenticated',
          });
        }
        lifecycle.addStartupHook(() => registry.start());
        lifecycle.addShutdownHook(() => registry.stop());
      },
    });
  },
});
