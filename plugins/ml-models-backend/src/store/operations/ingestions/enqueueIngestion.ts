import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { canonicalJson, sha256 } from '../../chain';
import type { DatabaseTime } from '../../databaseTime';
import { escapeOptional, escapeText } from '../../escapeText';
import type { IngestionRequest } from '../../IngestionStore';
import type { IngestionRow } from '../../IngestionRow';
import { laneOf, laneText } from '../../Lane';
import { erasedAmong } from '../documents/erasedAmong';
import { declarationOf, NOTHING_SEARCHED } from './forgetDeclaration';
import { searchedColumns } from './searchedColumns';

/**
 * Queues a request, unless an equal one of the same caller is still queued or running: then answers with its id. That
 * of another caller is not theirs to follow or to stop. The upload set that it is about is closed with it: there is no
 * closed set that nobody works on. Said again with the same `id` after a lost answer it changes nothing.
 */
export async function enqueueIngestion(
  trx: Knex.Transaction,
  request: IngestionRequest,
  { id, time }: { id: string; time: DatabaseTime },
): Promise<string> {
  if (await trx('ingestions').where({ id }).first('id')) {
    return id;
  }
  // given under a lock, and so in the order of commits: whoever is queued later has a greater number
  const sequence = await nextInOrder(trx);
  const spool = await closeStaging(trx, request.stagingId, time);
  const active_key = sha256(
    canonicalJson([
      request.modelRef,
      request.entityDigest,
      request.stagingId ?? null,
      request.requestedBy,
    ]),
  );
  // nobody finds again what was erased, though its source still declares it
  const isErased =
    (
      await erasedAmong(
        trx,
        declarationOf({
          entity: request.entity,
          entity_digest: request.entityDigest,
        }),
      )
    ).size > 0;
  const row = {
    id,
    sequence,
    newest: 1,
    lane: laneText(
      laneOf({
        spool,
        hosts: request.hosts ?? [],
        caller: escapeText(request.requestedBy),
      }),
    ),
    model_ref: escapeText(request.modelRef),
    state: 'queued' as const,
    active_key,
    trigger: request.trigger,
    requested_by: escapeText(request.requestedBy),
    entity: escapeText(request.entity),
    ...(isErased ? NOTHING_SEARCHED : searchedColumns(request.entity)),
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
    created_at: time(),
    updated_at: time(),
    finished_at: null,
  };
  for (;;) {
    await trx('ingestions').insert(row).onConflict('active_key').ignore();
    const active: { id: string } | undefined = await trx<IngestionRow>(
      'ingestions',
    )
      .where({ id })
      .orWhere({ active_key })
      .first('id');
    // the equal one may have ended between the two statements
    if (active) {
      if (active.id === id) {
        await takeOver(trx, row);
      }
      return active.id;
    }
  }
}

/** The row is the newest of its reference; whoever queues another waits for the number that this one was given. */
async function takeOver(
  trx: Knex.Transaction,
  { id, model_ref }: Pick<IngestionRow, 'id' | 'model_ref'>,
): Promise<void> {
  await trx('ingestions')
    .where({ model_ref, newest: 1 })
    .whereNot({ id })
    .update({ newest: 0 });
}

async function nextInOrder(trx: Knex.Transaction): Promise<number> {
  const [{ last }]: { last: number | string }[] = await trx('ingestion_order')
    .where({ id: 1 })
    .update({ last: trx.raw('last + 1') }, ['last']);
  return Number(last);
}

/** Closes an upload set and answers with its spool. `STAGING_CLOSED` when another request closed it, or it is gone. */
async function closeStaging(
  trx: Knex.Transaction,
  stagingId: string | undefined,
  time: DatabaseTime,
): Promise<string> {
  if (stagingId === undefined) {
    return '';
  }
  const [closed]: { spool: string }[] = await trx('staged_uploads')
    .where({ id: stagingId, state: 'open' })
    .update({ state: 'closed', open_key: null, updated_at: time() }, ['spool']);
  if (!closed) {
    throw new DomainError('STAGING_CLOSED', 'the set was closed already', {
      params: { id: stagingId },
    });
  }
  return closed.spool;
}
