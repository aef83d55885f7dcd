import type { Knex } from 'knex';
import type { IngestionRow } from '../../IngestionRow';
import { laneText, parseLane } from '../../Lane';

/** Migration 20261129000011 leaves what it finds in it. */
const UNKNOWN = 'unknown';

export async function unknownStagings(
  knex: Knex,
): Promise<{ id: string; paths: string[] }[]> {
  const ids: string[] = await knex('staged_uploads')
    .where({ spool: UNKNOWN })
    .pluck('id');
  return Promise.all(
    ids.map(async id => ({
      id,
      paths: await knex('staged_files')
        .where({ staging_id: id })
        .pluck('spool_path'),
    })),
  );
}

export async function adoptStaging(
  trx: Knex.Transaction,
  id: string,
  spool: string,
): Promise<void> {
  await trx('staged_uploads').where({ id, spool: UNKNOWN }).update({ spool });
  const waiting = await trx<IngestionRow>('ingestions')
    .where({ staging_id: id })
    .whereIn('state', ['queued', 'running'])
    .select('id', 'lane');
  for (const row of waiting) {
    const lane = laneText({ ...parseLane(row.lane), spool });
    await trx('ingestions').where({ id: row.id }).update({ lane });
  }
}
