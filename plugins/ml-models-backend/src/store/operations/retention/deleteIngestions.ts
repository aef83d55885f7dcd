import type { Knex } from 'knex';
import { deleteInBatches } from './deleteInBatches';

/** A failure is no end: it says nothing about the declaration. */
const ENDED = ['succeeded', 'refused'];

/**
 * Ingestions that ended before an instant. Of each reference the newest stays, and the newest that came to an end of
 * its own: the comparison with the catalog asks both whether something has changed.
 */
export async function deleteIngestions(
  knex: Knex,
  before: string,
  signal?: AbortSignal,
): Promise<number> {
  const newer = () =>
    knex('ingestions as newer')
      .select(knex.raw('1'))
      .whereRaw('newer.model_ref = old.model_ref')
      .whereRaw('newer.sequence > old.sequence');
  return deleteInBatches(
    knex,
    { table: 'ingestions', key: 'id' },
    () =>
      knex('ingestions as old')
        .whereIn('old.state', [...ENDED, 'failed'])
        .where('old.finished_at', '<', before)
        .where(superseded =>
          superseded
            .whereExists(newer().whereIn('newer.state', ENDED))
            .orWhere(failed =>
              failed.where('old.state', 'failed').whereExists(newer()),
            ),
        )
        .orderBy('old.sequence'),
    signal,
  );
}
