import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { Pages, usePages } from '../hooks/usePages';
import { filterQuery, ModelFilters, refusalQuery } from './modelFilters';

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
    { first: filters.pages },
  );
}

/** Counts per facet under the same filters. */
export function useFacets(filters: ModelFilters): ApiQuery<Wire['Facets']> {
  const query = filterQuery(filters);
  return useApiQuery(`facets ${JSON.stringify(query)}`, client =>
    answerOf(client.request('get', '/models/facets', { params: { query } })),
  );
}

/** Refused models under the filters. */
export interface Refusals {
  items: Wire['Ingestion'][];
  /** there are more than those in `items` */
  more: boolean;
}

/** Models whose newest ingestion was refused, under the same filters. */
export function useRefusals(filters: ModelFilters): ApiQuery<Refusals> {
  const query = refusalQuery(filters);
  return useApiQuery(`refusals ${JSON.stringify(query)}`, async client => {
    if (!query) {
      return { items: [], more: false };
    }
    const { items, nextCursor } = await answerOf(
      client.request('get', '/ingestions', {
        params: {
          query: {
            ...query,
            state: 'refused',
            latest: true,
            limit: REFUSED_LIMIT,
          },
        },
      }),
    );
    return { items, more: nextCursor !== null };
  });
}
