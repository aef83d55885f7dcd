import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { ModelQuery } from '../../ModelStore';
import { readHead } from '../events/lockHead';
import { filterModels } from './modelFilter';

/** Counts over all models of a query. */
export async function summarize(
  knex: Knex,
  filter: ModelQuery,
): Promise<Omit<Wire['Summary'], 'publisher'>> {
  const [totals]: {
    models: number | string;
    versions: number | string | null;
  }[] = await filterModels(knex('models'), filter)
    .count({ models: '*' })
    .sum({ versions: 'models.versions' });
  const { position, headHash } = await readHead(knex);
  return {
    models: Number(totals.models),
    versions: Number(totals.versions ?? 0),
    byStage: await countBy(knex, filter, 'stage'),
    byTier: await countBy(knex, filter, 'tier'),
    byRisk: await countBy(knex, filter, 'risk'),
    refused: await countRefused(knex, filter),
    events: { position, headHash },
  };
}

async function countBy(
  knex: Knex,
  filter: ModelQuery,
  column: 'stage' | 'tier' | 'risk',
): Promise<Record<string, number>> {
  const rows: { value: string; count: number | string }[] = await filterModels(
    knex('models'),
    filter,
  )
    .groupBy(`models.${column}`)
    .select(`models.${column} as value`)
    .count({ count: '*' });
  return Object.fromEntries(
    rows.map(({ value, count }) => [value, Number(count)]),
  );
}

/**
 * References whose newest ingestion was refused. A refused model that never registered has no owner to decide
 * access by, so that a restricted caller gets those of registered models alone.
 */
async function countRefused(knex: Knex, filter: ModelQuery): Promise<number> {
  const query = knex('ingestions as newest')
    .where('newest.state', 'refused')
    .whereNotExists(later => {
      later
        .select(knex.raw('1'))
        .from('ingestions as later')
        .whereRaw('later.model_ref = newest.model_ref')
        .whereRaw('later.id > newest.id');
    });
  if (filter.access) {
    query.whereIn(
      'newest.model_ref',
      filterModels(knex('models'), filter).select('models.model_ref'),
    );
  }
  const [row]: { count: number | string }[] = await query.count({
    count: '*',
  });
  return Number(row.count);
}
