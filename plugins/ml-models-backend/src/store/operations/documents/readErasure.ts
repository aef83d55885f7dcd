import type { Knex } from 'knex';
import { EVENT_COLUMNS, EventRow } from '../../chain';
import { intactEvents } from '../events/intactEvents';

/** When, by whom and why a document was erased, as its history says it. */
export interface Erasure {
  document: string;
  /** RFC 3339 */
  at: string;
  by: string;
  reason: string;
}

/** The erasure that a document's row points to; what is no such event, or not what was recorded, says `unknown`. */
export async function readErasure(
  knex: Knex,
  position: number | string,
): Promise<Erasure> {
  const row = await knex<EventRow>('events')
    .where({ position })
    .first(...EVENT_COLUMNS);
  const [event] = intactEvents(row ? [row] : []);
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
