import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import { lockHead } from '../events/lockHead';
import { PROJECTED, PROJECTED_TABLES, ProjectedTable } from './ModelProjection';

/** Removes rows of models that no event knows. They are looked for before the append lock is taken. */
export async function removeUnfounded(knex: Knex): Promise<void> {
  for (const table of PROJECTED_TABLES) {
    const { model } = PROJECTED[table];
    for (;;) {
      const ids: string[] = await unfounded(knex, table)
        .distinct()
        .limit(INSERT_BATCH)
        .pluck(model);
      if (ids.length === 0) {
        break;
      }
      await knex.transaction(async trx => {
        await lockHead(trx);
        await unfounded(trx, table).whereIn(model, ids).delete();
      });
    }
  }
}

function unfounded(knex: Knex, table: ProjectedTable) {
  return knex(table).whereNotExists(
    knex('events')
      .select(knex.raw('1'))
      .whereRaw('events.stream_id = ??', [
        `${table}.${PROJECTED[table].model}`,
      ]),
  );
}
