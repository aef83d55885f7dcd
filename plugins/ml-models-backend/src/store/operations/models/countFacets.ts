import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { ModelQuery } from '../../ModelStore';
import {
  columnNow,
  FACET_COLUMNS,
  FacetName,
  filterModels,
  meshNow,
  wordNow,
} from './modelFilter';

type Counts = { value: string; count: number }[];

/** Counts per facet under the same filters, each without its own; one GROUP BY per facet. */
export async function countFacets(
  knex: Knex,
  filter: ModelQuery,
): Promise<Wire['Facets']> {
  const facets: Record<string, Counts> = {};
  for (const [facet, column] of Object.entries(FACET_COLUMNS)) {
    facets[facet] = toCounts(
      await filterModels(knex('models'), filter, facet as FacetName)
        .whereNotNull(`models.${column}`)
        .groupBy('value')
        .select({ value: columnNow(knex, filter, column) })
        .count({ count: '*' }),
    );
  }
  facets.mesh = toCounts(
    await filterModels(knex('models'), filter, 'mesh')
      .join('observed_models', 'observed_models.model_ref', 'models.model_ref')
      .join('observations', 'observations.cluster', 'observed_models.cluster')
      .whereNotNull('observed_models.mesh')
      .groupBy('value')
      .select({ value: meshNow(knex, filter) })
      .countDistinct({ count: 'models.id' }),
  );
  facets.inService = toCounts(
    await filterModels(knex('models'), filter, 'inService')
      .join('observed_words', 'observed_words.model_ref', 'models.model_ref')
      .join('observations', 'observations.cluster', 'observed_words.cluster')
      .groupBy('value')
      .select({ value: wordNow(knex, filter) })
      .countDistinct({ count: 'models.id' }),
  );
  facets.served = [];
  for (const value of ['yes', 'no', 'canary']) {
    const count = await countRows(knex, { ...filter, served: [value] });
    if (count > 0) {
      facets.served.push({ value, count });
    }
  }
  facets.attention = [];
  for (const value of ['yes', 'no']) {
    const count = await countRows(knex, { ...filter, attention: [value] });
    if (count > 0) {
      facets.attention.push({ value, count });
    }
  }
  return {
    facets,
    total: await countRows(knex, filter),
    attention:
      facets.attention.find(({ value }) => value === 'yes')?.count ?? 0,
  };
}

async function countRows(knex: Knex, filter: ModelQuery): Promise<number> {
  const [row]: { count: number | string }[] = await filterModels(
    knex('models'),
    filter,
  ).count({ count: '*' });
  return Number(row.count);
}

function toCounts(rows: { value: string; count: number | string }[]): Counts {
  return rows
    .map(({ value, count }) => ({ value, count: Number(count) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
