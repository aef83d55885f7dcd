import type { Knex } from 'knex';
import { deleteInBatches } from './deleteInBatches';

/**
 * Closed upload sets without a change since an instant that no ingestion waits for, with their files' rows. Their
 * bytes are the replica's, which removes what has no row.
 */
export async function deleteStagings(
  knex: Knex,
  before: string,
  signal?: AbortSignal,
): Promise<number> {
  const deleted = await deleteInBatches(
    knex,
    { table: 'staged_uploads', key: 'id' },
    () =>
      knex('staged_uploads')
        .where('staged_uploads.state', 'closed')
        .where('staged_uploads.updated_at', '<', before)
        .whereNotExists(
          knex('ingestions')
            .select(knex.raw('1'))
            .whereRaw('ingestions.staging_id = staged_uploads.id')
            .whereNull('ingestions.finished_at'),
        )
        .orderBy('staged_uploads.id'),
    signal,
  );
  await deleteInBatches(
    knex,
    { table: 'staged_files', key: 'staging_id' },
    () =>
      knex('staged_files')
        .whereNotExists(
          knex('staged_uploads')
            .select(knex.raw('1'))
            .whereRaw('staged_uploads.id = staged_files.staging_id'),
        )
        .distinct('staging_id'),
    signal,
  );
  return deleted;
}
