import type { Knex } from 'knex';

/** Queues a running row again for any worker; the token stays, so that the next claim outdates this one. */
export async function releaseIngestion(
  knex: Knex,
  id: string,
  token: number,
  at: string,
): Promise<boolean> {
  const released = await knex('ingestions')
    .where({ id, token, state: 'running' })
    .update({
      state: 'queued',
      attempts: knex.raw('attempts - 1'),
      claimed_by: null,
      heartbeat_at: null,
      updated_at: at,
    });
  return released === 1;
}
