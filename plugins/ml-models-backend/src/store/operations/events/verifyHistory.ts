import type { Knex } from 'knex';
import type { HistoryProblem } from './HistoryProblem';
import { Head } from './lockHead';
import { WalkedChain, walkChain } from './walkChain';

/** Recomputes the whole chain up to a head, and looks behind it; reports every problem. */
export async function verifyHistory(
  knex: Knex,
  head: Head,
  options: { report(problem: HistoryProblem): void; signal?: AbortSignal },
): Promise<WalkedChain> {
  const walked = await walkChain(knex, head, options);
  const beyond = await streamsBeyond(knex);
  for (const { stream_id, position } of beyond) {
    options.report({
      kind: 'BEYOND_HEAD',
      message: `${position} stands behind the head of the history`,
      position: Number(position),
    });
    walked.broken.add(stream_id);
  }
  return walked;
}

/** Streams that go on behind the present head, with their first event there. */
async function streamsBeyond(
  knex: Knex,
): Promise<{ stream_id: string; position: number | string }[]> {
  return await knex('events')
    .where('position', '>', knex('registry_head').select('position'))
    .groupBy('stream_id')
    .orderBy('position')
    .select('stream_id')
    .min({ position: 'position' });
}
