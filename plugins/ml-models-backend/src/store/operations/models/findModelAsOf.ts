import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { MAX_PAGE } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import type { ModelKey } from '../../../domain/plan';
import { EVENT_COLUMNS, EventRow, eventOf } from '../../chain';
import { foldEvent } from '../../foldEvent';
import type { AsOf } from '../../ModelStore';
import { holderOf } from './loadState';
import { readHead } from '../events/lockHead';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT =
  /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** State of one stream folded up to a past position or instant. Throws `INVALID_AS_OF`, `EVENT_ALTERED`. */
export async function findModelAsOf(
  knex: Knex,
  key: ModelKey,
  asOf: AsOf,
): Promise<
  { state: ModelState; position: number; recordedAt: string | null } | undefined
> {
  const last = await lastEventAt(knex, asOf);
  if (!last) {
    return undefined;
  }
  const id =
    'id' in key ? key.id : await holderOf(knex, key.modelRef, last.position);
  const state =
    id === undefined ? undefined : await foldStream(knex, id, last.position);
  return state && { state, ...last };
}

async function foldStream(
  knex: Knex,
  streamId: string,
  position: number,
): Promise<ModelState | undefined> {
  let state: ModelState | undefined;
  for (;;) {
    const rows = await knex<EventRow>('events')
      .where({ stream_id: streamId })
      .where('sequence', '>', state?.sequence ?? 0)
      .where('position', '<=', position)
      .orderBy('sequence')
      .limit(MAX_PAGE)
      .select(...EVENT_COLUMNS);
    state = rows.map(eventOf).reduce(foldEvent, state);
    if (rows.length < MAX_PAGE) {
      return state;
    }
  }
}

/** The last event of the registry that was recorded by then; `recorded_at` never falls with the position. */
async function lastEventAt(
  knex: Knex,
  asOf: AsOf,
): Promise<{ position: number; recordedAt: string } | undefined> {
  const query = knex<EventRow>('events').orderBy('position', 'desc');
  if ('position' in asOf) {
    if (!Number.isSafeInteger(asOf.position) || asOf.position < 0) {
      throw invalid(String(asOf.position));
    }
    query.where('position', '<=', asOf.position);
  } else {
    const { time, inclusive } = instantOf(asOf.instant);
    const head = await readHead(knex);
    const at = new Date(time).toISOString();
    // the common question is about the present
    if (head.recordedAt > at || (head.recordedAt === at && !inclusive)) {
      query
        .clearOrder()
        .orderBy([
          { column: 'recorded_at', order: 'desc' },
          { column: 'position', order: 'desc' },
        ])
        .where('recorded_at', inclusive ? '<=' : '<', at);
    }
  }
  const row = await query.first('position', 'recorded_at');
  return row && { position: Number(row.position), recordedAt: row.recorded_at };
}

/** A bare date is the whole of that day in UTC. */
function instantOf(text: string): { time: number; inclusive: boolean } {
  const date = DATE.test(text);
  const time =
    date || INSTANT.test(text) ? Date.parse(text.toUpperCase()) : NaN;
  const year = new Date(time).getUTCFullYear();
  if (Number.isNaN(time) || year < 1970 || year > 9998) {
    throw invalid(text);
  }
  if (date && new Date(time).toISOString().slice(0, 10) !== text) {
    throw invalid(text);
  }
  return date
    ? { time: time + DAY_MS, inclusive: false }
    : { time, inclusive: true };
}

function invalid(given: string): DomainError {
  return new DomainError(
    'INVALID_AS_OF',
    'a point in the past is a position, an instant with offset, or a date',
    { params: { given: given.slice(0, 64) } },
  );
}
