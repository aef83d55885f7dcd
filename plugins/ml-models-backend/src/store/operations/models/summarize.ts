import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { IngestionAccess } from '../../IngestionStore';
import type { ModelQuery } from '../../ModelStore';
import { readHead } from '../events/lockHead';
import { newer } from '../ingestions/listIngestions';
import { whereVisible } from '../ingestions/whereVisible';
import { columnNow, filterModels } from './modelFilter';

/** Counts over all models of a query. */
export async function summarize(
  knex: Knex,
  filter: ModelQuery,
  ingestions?: IngestionAccess,
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
    refused: await countRefused(knex, ingestions),
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
    .groupBy('value')
    .select({ value: columnNow(knex, filter, column) })
    .count({ count: '*' });
  return Object.fromEntries(
    rows.map(({ value, count }) => [value, Number(count)]),
  );
}

/** References whose newest ingestion, of those that may be seen, was refused. */
async function countRefused(
  knex: Knex,
  access?: IngestionAccess,
): Promise<number> {
  const query = knex('ingestions as newest')
    .where('newest.state', 'refused')
    .whereNotExists(newer(knex, access));
  if (access) {
    whereVisible(query, 'newest', access);
  }
  const [row]: { count: number | string }[] = await query.count({
    count: '*',
  });
  return Number(row.count);
}
