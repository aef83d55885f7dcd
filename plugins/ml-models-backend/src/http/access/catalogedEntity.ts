import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { HttpError } from '../errors/HttpError';

/**
 * The catalog's entity as the registry itself may read it: whose a model is does not depend on what the caller may
 * see. Throws `CATALOG_UNAVAILABLE`: a catalog that does not answer has not said that there is nothing.
 */
export function catalogedEntity(deps: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
}): (modelRef: string) => Promise<Entity | undefined> {
  return async modelRef => {
    const credentials = await deps.auth.getOwnServiceCredentials();
    try {
      return await deps.catalog.getEntityByRef(modelRef, { credentials });
    } catch (cause) {
      throw new HttpError(
        'CATALOG_UNAVAILABLE',
        'The catalog could not be asked whose this model is; try again',
        { cause },
      );
    }
  };
}
