import type { Knex } from 'knex';
import { MAX_PAGE } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import type { ModelCounter } from '../../counts/ModelCounter';
import { decodeCursor, encodeCursor } from '../../cursor';
import { loadStatesById } from './loadState';
import type { ModelRow } from '../projections/ModelRow';
import type { ModelQuery, ModelSort } from '../../ModelStore';
import { filterModels } from './modelFilter';

const SORT_COLUMNS = {
  name: 'name',
  updatedAt: 'updated_at',
  risk: 'risk_rank',
  tier: 'tier',
} as const;

/** One keyset page. Throws `INVALID_CURSOR`. */
export async function listModels(
  knex: Knex,
  counter: ModelCounter,
  filter: ModelQuery,
  page: { sort: ModelSort; limit: number; cursor?: string; total?: boolean },
): Promise<{
  items: ModelState[];
  nextCursor: string | null;
  total?: number;
}> {
  const { column, direction } = sortOf(page.sort);
  const limit = Math.min(Math.max(page.limit, 1), MAX_PAGE);
  const query = filterModels(knex<ModelRow>('models'), filter)
    .select('models.id', `models.${column} as sort_key`)
    .orderBy([
      { column: `models.${column}`, order: direction },
      { column: 'models.id', order: direction },
    ])
    .limit(limit + 1);
  if (page.cursor !== undefined) {
    const [key, id] = decodeCursor<[string | number, string]>(page.cursor, [
      column === 'risk_rank' ? 'number' : 'string',
      'string',
    ]);
    query.whereRaw(
      `(??, models.id) ${direction === 'asc' ? '>' : '<'} (?, ?)`,
      [`models.${column}`, key, id],
    );
  }
  const rows: { id: string; sort_key: string | number }[] = await query;
  const found = rows.slice(0, limit);
  const last = found.at(-1);
  return {
    items: await statesOf(
      knex,
      found.map(({ id }) => id),
    ),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor([last.sort_key, last.id])
        : null,
    ...(page.total && { total: (await counter.count(filter)).models }),
  };
}

/** In the order of the ids; one that went in between is left out. */
async function statesOf(knex: Knex, ids: string[]): Promise<ModelState[]> {
  const states = await loadStatesById(knex, ids);
  return ids.flatMap(id => states.get(id) ?? []);
}

function sortOf(sort: ModelSort) {
  const descending = sort.startsWith('-');
  const field = (
    descending ? sort.slice(1) : sort
  ) as keyof typeof SORT_COLUMNS;
  return {
    column: SORT_COLUMNS[field],
    direction: descending ? ('desc' as const) : ('asc' as const),
  };
}
