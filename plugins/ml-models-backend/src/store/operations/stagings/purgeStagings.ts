import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import type { StagingStore } from '../../StagingStore';
import type { StagedFileRow, StagingRow } from './StagingRow';

/** See `StagingStore.purge`. Whoever ended an ingestion, and however: what is closed and not awaited goes. */
export async function purgeStagings(
  trx: Knex.Transaction,
  {
    spool,
    idleMs,
    lostMs,
  }: { spool: string } & Parameters<StagingStore['purge']>[1],
  time: DatabaseTime,
): Promise<string[]> {
  const lost = trx('spools').where('seen_at', '<', time(-lostMs)).select('id');
  const ours = () =>
    trx<StagingRow>('staged_uploads').where(either =>
      either.where({ spool }).orWhereIn('spool', lost),
    );
  // closing first: a file that comes in now is refused, not lost
  await ours()
    .where({ state: 'open' })
    .where('updated_at', '<', time(-idleMs))
    .update({ state: 'closed', open_key: null });
  const over = await ours()
    .where({ state: 'closed' })
    .whereNotExists(
      trx('ingestions')
        .select(trx.raw('1'))
        .whereRaw('ingestions.staging_id = staged_uploads.id')
        .whereIn('state', ['queued', 'running']),
    )
    .select('id', 'spool');
  const paths: string[] = [];
  for (const set of over) {
    const freed = await removeStagings(trx, [set.id]);
    // paths of another spool may name a file of this one
    paths.push(...(set.spool === spool ? freed : []));
  }
  return paths;
}

export async function removeStagings(
  trx: Knex.Transaction,
  ids: string[],
): Promise<string[]> {
  const paths: string[] = [];
  for (const id of ids) {
    paths.push(
      ...(await trx<StagedFileRow>('staged_files')
        .where({ staging_id: id })
        .pluck('spool_path')),
    );
    await trx('staged_files').where({ staging_id: id }).delete();
    await trx('staged_uploads').where({ id }).delete();
  }
  return paths;
}
