import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { MAX_PAGE } from '../../../domain/limits';
import { EVENT_COLUMNS, EventRow, eventOf } from '../../chain';

/** A page of one stream; `after` is the sequence where the page before ended, 0 for the first page in both orders. Throws `EVENT_ALTERED`. */
export async function listEvents(
  knex: Knex,
  streamId: string,
  page: { after: number; limit: number; order: 'asc' | 'desc' },
): Promise<{ items: ModelEvent[]; nextAfter: number | null }> {
  const limit = Math.min(Math.max(page.limit, 1), MAX_PAGE);
  const query = knex<EventRow>('events')
    .where({ stream_id: streamId })
    .orderBy('sequence', page.order)
    .limit(limit + 1);
  if (page.after > 0) {
    query.where('sequence', page.order === 'asc' ? '>' : '<', page.after);
  }
  const rows = await query.select(...EVENT_COLUMNS);
  const items = rows.slice(0, limit).map(eventOf);
  return {
    items,
    nextAfter: rows.length > limit ? items[items.length - 1].sequence : null,
  };
}

/**
 * Events of the whole registry after a position, in order, up to one that was altered. Throws `EVENT_ALTERED` when that
 * is the first.
 */
export async function readAll(
  knex: Knex,
  after: number,
  limit: number,
): Promise<ModelEvent[]> {
  const rows = await knex<EventRow>('events')
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .select(...EVENT_COLUMNS);
  const events: ModelEvent[] = [];
  for (const row of rows) {
    try {
      events.push(eventOf(row));
    } catch (error) {
      if (events.length === 0) {
        throw error;
      }
      break;
    }
  }
  return events;
}
