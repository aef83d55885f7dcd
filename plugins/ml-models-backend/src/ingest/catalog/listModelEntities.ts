import type { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isMlModelEntity,
  ML_MODEL_API_VERSION,
} from '@ml-models/backstage-plugin-ml-models-common';
import { RECONCILE_PAGE } from '../limits';

/**
 * All entities of our kind by reference, with service credentials, page by page. Throws when one page
 * cannot be had: an incomplete list would make the rest look absent.
 */
export async function listModelEntities(
  {
    catalog,
    auth,
  }: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  },
  signal: AbortSignal,
): Promise<Map<string, Entity>> {
  const entities = new Map<string, Entity>();
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const credentials = await auth.getOwnServiceCredentials();
    const page = await catalog.queryEntities(
      cursor === undefined
        ? { filter: { kind: 'mlmodel' }, limit: RECONCILE_PAGE }
        : { cursor, limit: RECONCILE_PAGE },
      { credentials },
    );
    for (const entity of page.items) {
      // Other plugins may have a kind of the same name in a group of their own.
      if (
        isMlModelEntity(entity) &&
        entity.apiVersion === ML_MODEL_API_VERSION
      ) {
        entities.set(stringifyEntityRef(entity), entity);
      }
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined);
  return entities;
}
