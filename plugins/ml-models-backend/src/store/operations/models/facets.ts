import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ModelCounter } from '../../counts/ModelCounter';
import type { ModelQuery } from '../../ModelStore';

/** Counts per facet under the same filters, each without its own. */
export async function countFacets(
  counter: ModelCounter,
  query: ModelQuery,
): Promise<Wire['Facets']> {
  const { facets, models } = await counter.count(query);
  return {
    facets,
    total: models,
    attention:
      facets.attention.find(({ value }) => value === 'yes')?.count ?? 0,
  };
}
