import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { FacetCounts } from '../../counts/countModels';
import type { ModelCounter } from '../../counts/ModelCounter';
import type { IngestionAccess } from '../../IngestionStore';
import type { ModelQuery } from '../../ModelStore';
import { readHead } from '../events/lockHead';
import { whereNewest } from '../ingestions/listIngestions';
import { whereListed } from '../ingestions/whereVisible';

/** Counts over all models of a query. */
export async function summarize(
  knex: Knex,
  counter: ModelCounter,
  query: ModelQuery,
  ingestions?: IngestionAccess,
): Promise<Omit<Wire['Summary'], 'publisher'>> {
  const { models, versions, facets } = await counter.count(query);
  const { position, headHash } = await readHead(knex);
  return {
    models,
    versions,
    byStage: recordOf(facets.stage),
    byTier: recordOf(facets.tier),
    byRisk: recordOf(facets.risk),
    refused: await countRefused(knex, ingestions),
    events: { position, headHash },
  };
}

function recordOf(counts: FacetCounts['stage']): Record<string, number> {
  return Object.fromEntries(counts.map(({ value, count }) => [value, count]));
}

/** References whose newest ingestion, of those that may be seen, was refused. */
async function countRefused(
  knex: Knex,
  access?: IngestionAccess,
): Promise<number> {
  const query = knex('ingestions as newest').where('newest.state', 'refused');
  whereNewest(query, access);
  if (access) {
    await whereListed(knex, query, access);
  }
  const [row]: { count: number | string }[] = await query.count({
    count: '*',
  });
  return Number(row.count);
}
