import type { Knex } from 'knex';
import { canonicalJson, sha256 } from '../../chain';
import { escapeOptional, escapeText } from '../../escapeText';
import type { IngestionRequest } from '../../IngestionStore';
import type { IngestionRow } from '../../IngestionRow';
import { searchedColumns } from './searchedColumns';

/**
 * Queues a request, unless an equal one of the same caller is still queued or running: then answers with its id. That
 * of another caller is not theirs to follow or to stop.
 */
export async function enqueueIngestion(
  knex: Knex,
  request: IngestionRequest,
  { id, at }: { id: string; at: string },
): Promise<string> {
  const active_key = sha256(
    canonicalJson([
      request.modelRef,
      request.entityDigest,
      request.stagingId ?? null,
      request.requestedBy,
    ]),
  );
  const row: IngestionRow = {
    id,
    model_ref: escapeText(request.modelRef),
    state: 'queued',
    active_key,
    trigger: request.trigger,
    requested_by: escapeText(request.requestedBy),
    entity: escapeText(request.entity),
    ...searchedColumns(request.entity),
    entity_digest: request.entityDigest,
    staging_id: request.stagingId ?? null,
    traceparent: escapeOptional(request.traceparent),
    version: null,
    progress: JSON.stringify({ bytes: 0, total: null, step: 'queued' }),
    problems: '[]',
    checks: null,
    attempts: 0,
    token: 0,
    claimed_by: null,
    heartbeat_at: null,
    cancel_requested: 0,
    created_at: at,
    updated_at: at,
    finished_at: null,
  };
  for (;;) {
    await knex('ingestions').insert(row).onConflict('active_key').ignore();
    const active: { id: string } | undefined = await knex<IngestionRow>(
      'ingestions',
    )
      .where({ id })
      .orWhere({ active_key })
      .first('id');
    // the equal one may have ended between the two statements
    if (active) {
      return active.id;
    }
  }
}
