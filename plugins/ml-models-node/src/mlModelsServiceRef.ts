import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
  createServiceRef,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  createMlModelsClient,
  MlModelsClient,
} from '@ml-models/backstage-plugin-ml-models-common';

/** The ml-models API for other backend plugins. @public */
export interface MlModelsService {
  /** A client that acts for `credentials`: a user's, or the calling plugin's own. */
  getClient(options: {
    credentials: BackstageCredentials;
  }): Promise<MlModelsClient>;
}

/** Depend on it as on any service; needs no registration. @public */
export const mlModelsServiceRef = createServiceRef<MlModelsService>({
  id: 'ml-models.client',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { discovery: coreServices.discovery, auth: coreServices.auth },
      factory: deps => createMlModelsService(deps),
    }),
});

/** @internal */
export function createMlModelsService(deps: {
  discovery: DiscoveryService;
  auth: AuthService;
  fetch?: typeof globalThis.fetch;
}): MlModelsService {
  const send = deps.fetch ?? globalThis.fetch;
  return {
    async getClient({ credentials }) {
      const baseUrl = await deps.discovery.getBaseUrl('ml-models');
      return createMlModelsClient({
        baseUrl,
        fetch: async (input, init) => {
          const { token } = await deps.auth.getPluginRequestToken({
            onBehalfOf: credentials,
            targetPluginId: 'ml-models',
          });
          const request = new Request(input, init);
          request.headers.set('Authorization', `Bearer ${token}`);
          return send(request);
        },
      });
    },
  };
}
