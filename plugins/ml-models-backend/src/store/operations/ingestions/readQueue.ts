import type { Knex } from 'knex';
import { type DatabaseTime, readDatabaseTime } from '../../databaseTime';
import type { QueueState } from '../../IngestionStore';

/** Counts along the index of states; the oldest is its first entry. */
export async function readQueue(
  knex: Knex,
  time: DatabaseTime,
): Promise<QueueState> {
  const counts: { state: string; count: number | string }[] = await knex(
    'ingestions',
  )
    .whereIn('state', ['queued', 'running'])
    .groupBy('state')
    .select('state')
    .count({ count: '*' });
  const [waiting] = await knex('ingestions')
    .where({ state: 'queued' })
    .where('not_before', '>', time())
    .count({ count: '*' });
  const oldest: { created_at: string } | undefined = await knex('ingestions')
    .where({ state: 'queued' })
    .orderBy('sequence')
    .first('created_at');
  const of = (state: string) =>
    Number(counts.find(row => row.state === state)?.count ?? 0);
  return {
    queued: of('queued'),
    running: of('running'),
    waiting: Number(waiting.count),
    oldestQueuedMs: oldest
      ? Math.max(
          0,
          (await readDatabaseTime(knex, time)).getTime() -
            Date.parse(oldest.created_at),
        )
      : 0,
  };
}
