import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import type { IngestionStore } from '../../IngestionStore';

/** Queues a running row again for any worker; the token stays, so that the next claim outdates this one. */
export async function releaseIngestion(
  knex: Knex,
  id: string,
  token: number,
  wait: Parameters<IngestionStore['release']>[2],
  time: DatabaseTime,
): Promise<boolean> {
  const released = await knex('ingestions')
    .where({ id, token, state: 'running' })
    .update({
      state: 'queued',
      claimed_by: null,
      heartbeat_at: null,
      updated_at: time(),
      ...(!wait && { attempts: knex.raw('attempts - 1') }),
      ...(wait && {
        not_before: time(wait.ms),
        problems: JSON.stringify(wait.problems),
        progress: JSON.stringify({
          bytes: 0,
          total: null,
          step: 'waits-to-retry',
        }),
      }),
    });
  return released === 1;
}
