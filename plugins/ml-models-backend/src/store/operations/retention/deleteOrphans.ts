import type { Knex } from 'knex';
import { deleteInBatches } from './deleteInBatches';

/**
 * Documents that no event names and that nobody gave since an instant, such as the inspections of a refused version.
 * One that stands as erased is named by its events.
 */
export async function deleteOrphans(
  knex: Knex,
  before: string,
  signal?: AbortSignal,
): Promise<number> {
  return deleteInBatches(
    knex,
    { table: 'documents', key: 'digest' },
    () =>
      knex('documents')
        .where('documents.stored_at', '<', before)
        .whereNull('documents.erased_position')
        .whereNotExists(
          knex('document_holders')
            .select(knex.raw('1'))
            .whereRaw('document_holders.digest = documents.digest'),
        )
        .orderBy('documents.digest'),
    signal,
  );
}
