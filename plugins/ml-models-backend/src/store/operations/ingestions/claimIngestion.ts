import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { IngestionRow } from '../../IngestionRow';
import type { ClaimedIngestion } from '../../IngestionStore';

export const CANCELLED: Wire['Problem'] = {
  code: 'CANCELLED',
  message: 'the ingestion was cancelled',
};

/**
 * Takes the oldest row that is queued or whose worker fell silent. Compare-and-set on the fencing token, so that two
 * workers never hold one row on either engine; who loses looks again.
 */
export async function claimIngestion(
  knex: Knex,
  worker: string,
  {
    now,
    staleMs,
    maxAttempts,
  }: { now: Date; staleMs: number; maxAttempts: number },
): Promise<ClaimedIngestion | undefined> {
  const at = now.toISOString();
  const silentSince = new Date(now.getTime() - staleMs).toISOString();
  for (;;) {
    const row = await knex<IngestionRow>('ingestions')
      .where({ state: 'queued' })
      .orWhere(silent =>
        silent
          .where({ state: 'running' })
          .where('heartbeat_at', '<', silentSince),
      )
      .orderBy('id')
      .first();
    if (!row) {
      return undefined;
    }
    const same = knex('ingestions').where({
      id: row.id,
      token: row.token,
      state: row.state,
    });
    const ended = endOf(row, maxAttempts);
    if (ended) {
      await same.update({
        state: 'failed',
        active_key: null,
        problems: JSON.stringify([ended]),
        token: row.token + 1,
        updated_at: at,
        finished_at: at,
      });
      continue;
    }
    const claimed = await same.update({
      state: 'running',
      token: row.token + 1,
      attempts: row.attempts + 1,
      claimed_by: worker,
      heartbeat_at: at,
      updated_at: at,
    });
    if (claimed === 1) {
      return {
        id: row.id,
        token: row.token + 1,
        attempts: row.attempts + 1,
        modelRef: row.model_ref,
        trigger: row.trigger,
        requestedBy: row.requested_by,
        entity: row.entity,
        entityDigest: row.entity_digest,
        ...(row.staging_id !== null && { stagingId: row.staging_id }),
        ...(row.traceparent !== null && { traceparent: row.traceparent }),
      };
    }
  }
}

/** Why a row is not tried again. */
function endOf(
  row: IngestionRow,
  maxAttempts: number,
): Wire['Problem'] | undefined {
  if (row.cancel_requested === 1) {
    return CANCELLED;
  }
  return row.attempts >= maxAttempts
    ? {
        code: 'WORKER_DIED',
        message: `${row.attempts} workers died over this ingestion`,
        params: { attempts: row.attempts },
      }
    : undefined;
}
