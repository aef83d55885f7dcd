import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import type { IngestionStore } from '../../IngestionStore';
import { forgetErased } from './forgetDeclaration';

const SPOOL_LOST: Wire['Problem'] = {
  code: 'SPOOL_LOST',
  message:
    'the replica that held the uploaded bytes did not come back; upload again',
};

/**
 * Queued uploads whose spool no replica has: says so on those that wait, and ends those that waited for so long that
 * their replica is not merely starting again.
 */
export async function endLostUploads(
  knex: Knex,
  { awayMs, lostMs }: Parameters<IngestionStore['endLostUploads']>[0],
  time: DatabaseTime,
): Promise<number> {
  const unseenFor = (on: Knex, ms: number) =>
    on('ingestions')
      .where({ state: 'queued' })
      .whereIn(
        'staging_id',
        on('staged_uploads')
          .join('spools', 'spools.id', 'staged_uploads.spool')
          .where('spools.seen_at', '<', time(-ms))
          .select('staged_uploads.id'),
      );
  const ended = await knex.transaction(async trx => {
    const rows: { id: string }[] = await unseenFor(trx, lostMs).update(
      {
        state: 'refused',
        active_key: null,
        problems: JSON.stringify([SPOOL_LOST]),
        token: knex.raw('token + 1'),
        updated_at: time(),
        finished_at: time(),
      },
      ['id'],
    );
    await forgetErased(
      trx,
      rows.map(({ id }) => id),
    );
    return rows.length;
  });
  const waits = JSON.stringify({
    bytes: 0,
    total: null,
    step: 'waits-for-replica',
  });
  await unseenFor(knex, awayMs)
    .whereNot('progress', waits)
    .update({ progress: waits, updated_at: time() });
  return ended;
}
