import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import { lockHead } from '../events/lockHead';
import { PROJECTED, PROJECTED_TABLES, ProjectedTable } from './ModelProjection';

/**
 * Removes rows of models that no event knows: first those of `models`, then those of the other tables that have none
 * there. They are looked for before the append lock is taken.
 */
export async function removeUnfounded(knex: Knex): Promise<void> {
  for (const table of PROJECTED_TABLES) {
    const { model } = PROJECTED[table];
    for (;;) {
      const named = knex(table).distinct({ id: model }).as('named');
      const ids: string[] = await knex(named)
        .where(isUnfounded(knex, table, 'named.id'))
        .limit(INSERT_BATCH)
        .pluck('id');
      if (ids.length === 0) {
        break;
      }
      await knex.transaction(async trx => {
        await lockHead(trx);
        await trx(table)
          .whereIn(model, ids)
          .where(isUnfounded(trx, table, `${table}.${model}`))
          .delete();
      });
    }
  }
}

/** What a row of a model rests on is not there. */
function isUnfounded(knex: Knex, table: ProjectedTable, modelId: string) {
  const [source, id] =
    table === 'models' ? ['events', 'stream_id'] : ['models', 'id'];
  return knex.raw(
    // without the offset PostgreSQL would make a join of it, and a slow one while it knows little of fresh tables
    'not exists (select 1 from ?? where ?? = ?? limit 1 offset 0)',
    [source, `${source}.${id}`, modelId],
  );
}
