import type { Knex } from 'knex';
import { EventRow, eventOf } from '../../chain';

/** When, by whom and why a document was erased, as its history says it. */
export interface Erasure {
  document: string;
  /** RFC 3339 */
  at: string;
  by: string;
  reason: string;
}

/** The erasure that a document's row points to; what is no such event says `unknown`. */
export async function readErasure(
  knex: Knex,
  position: number | string,
): Promise<Erasure> {
  const row = await knex<EventRow>('events')
    .where({ position })
    .first('payload', 'hash');
  const event = row && eventOf(row);
  if (event?.type !== 'DocumentErased') {
    return { document: '', at: 'unknown', by: 'unknown', reason: 'unknown' };
  }
  return {
    document: event.data.document,
    at: event.recordedAt,
    by: event.actor,
    reason: event.data.reason,
  };
}
