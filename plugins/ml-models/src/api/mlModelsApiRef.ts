import { createApiRef } from '@backstage/core-plugin-api';
import type { MlModelsClient } from '@ml-models/backstage-plugin-ml-models-common';

/** Typed client of the ml-models backend, with the caller's own token. @public */
export const mlModelsApiRef = createApiRef<MlModelsClient>({
  id: 'plugin.ml-models.client',
});
