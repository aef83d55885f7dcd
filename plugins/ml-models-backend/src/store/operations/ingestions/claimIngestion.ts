import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import type { IngestionRow } from '../../IngestionRow';
import type { Claim, ClaimedIngestion } from '../../IngestionStore';
import { behindSpool, lanesOf, parseLane } from '../../Lane';
import { forgetErased } from './forgetDeclaration';

export const CANCELLED: Wire['Problem'] = {
  code: 'CANCELLED',
  message: 'the ingestion was cancelled',
};

/**
 * Takes the oldest row of the next lane whose turn it is. Walks the lanes by their index, whatever number of rows they
 * hold; those of other spools are stepped over at once. Compare-and-set on the fencing token, so that two workers never
 * hold one row on either engine; who loses looks again.
 */
export async function claimIngestion(
  knex: Knex,
  claim: Claim,
  time: DatabaseTime,
): Promise<ClaimedIngestion | undefined> {
  const [first, last] = lanesOf(claim.kind);
  const start = claim.after ?? first;
  for (const [behind, upTo] of [
    [start, last],
    [first, start],
  ]) {
    let at = behind;
    for (;;) {
      const next: { lane: string } | undefined = await knex('ingestions')
        .where({ state: 'queued' })
        .where('lane', '>', at)
        .where('lane', '<=', upTo)
        .orderBy('lane')
        .first('lane');
      if (!next) {
        break;
      }
      const lane = parseLane(next.lane);
      const isHere = lane.spool === '' || lane.spool === claim.spool;
      at = isHere ? next.lane : behindSpool(lane);
      const claimed =
        isHere && !claim.isBusy(lane)
          ? await claimOf(knex, next.lane, claim, time)
          : undefined;
      if (claimed) {
        return claimed;
      }
    }
  }
  return undefined;
}

/** The row of a claim whose answer was lost on its way. */
export async function findClaimed(
  knex: Knex,
  key: string,
): Promise<ClaimedIngestion | undefined> {
  const row = await knex<IngestionRow>('ingestions')
    .where({ state: 'running', claimed_by: key })
    .first();
  return row && claimedOf(row);
}

async function claimOf(
  knex: Knex,
  lane: string,
  claim: Claim,
  time: DatabaseTime,
): Promise<ClaimedIngestion | undefined> {
  for (;;) {
    const row = await knex<IngestionRow>('ingestions')
      .where({ state: 'queued', lane })
      .where(ready =>
        ready.whereNull('not_before').orWhere('not_before', '<=', time()),
      )
      .orderBy('sequence')
      .first();
    if (!row) {
      return undefined;
    }
    const same = { id: row.id, token: row.token, state: 'queued' } as const;
    const next = { ...row, token: row.token + 1, attempts: row.attempts + 1 };
    if (row.cancel_requested === 1) {
      await knex.transaction(async trx => {
        const ended = await trx('ingestions')
          .where(same)
          .update({
            state: 'failed',
            active_key: null,
            problems: JSON.stringify([CANCELLED]),
            token: next.token,
            updated_at: time(),
            finished_at: time(),
          });
        if (ended > 0) {
          await forgetErased(trx, [row.id]);
        }
      });
      continue;
    }
    const taken = await knex('ingestions').where(same).update({
      state: 'running',
      token: next.token,
      attempts: next.attempts,
      problems: '[]',
      claimed_by: claim.key,
      not_before: null,
      heartbeat_at: time(),
      updated_at: time(),
    });
    if (taken === 1) {
      return claimedOf(next);
    }
  }
}

function claimedOf(row: IngestionRow): ClaimedIngestion {
  return {
    id: row.id,
    token: row.token,
    attempts: row.attempts,
    lane: row.lane,
    modelRef: row.model_ref,
    trigger: row.trigger,
    requestedBy: row.requested_by,
    entity: row.entity,
    entityDigest: row.entity_digest,
    ...(row.staging_id !== null && { stagingId: row.staging_id }),
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
  };
}
