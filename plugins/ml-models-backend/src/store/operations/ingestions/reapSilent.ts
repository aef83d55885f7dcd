import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import type { IngestionRow } from '../../IngestionRow';
import type { IngestionStore } from '../../IngestionStore';
import { CANCELLED } from './claimIngestion';
import { forgetErased } from './forgetDeclaration';

/**
 * Takes the claims of workers that fell silent from them. A death counts against the file that was being read: that one
 * is waited with, longer each time, and ends its ingestion when it was there at too many deaths.
 */
export async function reapSilent(
  knex: Knex,
  limits: Parameters<IngestionStore['reap']>[0],
  time: DatabaseTime,
): Promise<number> {
  const silent = await knex<IngestionRow>('ingestions')
    .where({ state: 'running' })
    .where('heartbeat_at', '<', time(-limits.staleMs))
    .select('id', 'token', 'progress', 'deaths', 'cancel_requested');
  let reaped = 0;
  for (const row of silent) {
    const progress: Wire['Ingestion']['progress'] = JSON.parse(row.progress);
    const file = progress.file ?? '';
    const deaths: Record<string, number> = JSON.parse(row.deaths);
    const count = (Object.hasOwn(deaths, file) ? deaths[file] : 0) + 1;
    const end = endOf(row, { file, count, most: limits.maxDeaths });
    const change = {
      token: row.token + 1,
      claimed_by: null,
      heartbeat_at: null,
      deaths: JSON.stringify({ ...deaths, [file]: count }),
      updated_at: time(),
      ...(end
        ? {
            state: 'failed',
            active_key: null,
            problems: JSON.stringify([end]),
            finished_at: time(),
          }
        : {
            state: 'queued',
            not_before: time(limits.backoffMs * 2 ** (count - 1)),
            progress: JSON.stringify({ ...progress, step: 'waits-to-retry' }),
          }),
    };
    reaped += await knex.transaction(async trx => {
      const changed = await trx('ingestions')
        .where({ id: row.id, token: row.token, state: 'running' })
        .update(change);
      if (changed > 0 && end) {
        await forgetErased(trx, [row.id]);
      }
      return changed;
    });
  }
  return reaped;
}

/** Why a row is not tried again. */
function endOf(
  row: Pick<IngestionRow, 'cancel_requested'>,
  { file, count, most }: { file: string; count: number; most: number },
): Wire['Problem'] | undefined {
  if (row.cancel_requested === 1) {
    return CANCELLED;
  }
  return count >= most
    ? {
        code: 'WORKER_DIED',
        ...(file && { field: file }),
        message: file
          ? `${count} workers died while they read ${file}`
          : `${count} workers died over this declaration`,
        params: { deaths: count },
      }
    : undefined;
}
