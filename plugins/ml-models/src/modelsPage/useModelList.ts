import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { Pages, usePages } from '../hooks/usePages';
import { filterQuery, ModelFilters } from './modelFilters';

/** Models asked for at a time. */
const PAGE_SIZE = 50;
/** Refused models shown; beyond that the list says that there are more. */
const REFUSED_LIMIT = 20;

/** Registered models under the filters, page by page. */
export function useModelList(
  filters: ModelFilters,
): Pages<Wire['ModelSummary']> {
  const query = filterQuery(filters);
  const { sort } = filters;
  return usePages<Wire['ModelSummary'], string>(
    JSON.stringify({ query, sort }),
    async (client, cursor) => {
      const page = await answerOf(
        client.request('get', '/models', {
          params: { query: { ...query, sort, cursor, limit: PAGE_SIZE } },
        }),
      );
      return { items: page.items, next: page.nextCursor };
    },
  );
}

/** Counts per facet under the same filters. */
export function useFacets(filters: ModelFilters): ApiQuery<Wire['Facets']> {
  const query = filterQuery(filters);
  return useApiQuery(`facets ${JSON.stringify(query)}`, client =>
    answerOf(client.request('get', '/models/facets', { params: { query } })),
  );
}

/** Models whose newest ingestion was refused. */
export function useRefusals(): ApiQuery<Wire['Ingestion'][]> {
  return useApiQuery('refusals', async client => {
    const page = await answerOf(
      client.request('get', '/ingestions', {
        params: {
          query: { state: 'refused', latest: true, limit: REFUSED_LIMIT },
        },
      }),
    );
    return page.items;
  });
}
