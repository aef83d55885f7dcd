import { createHash } from 'node:crypto';
import type { ModelEvent } from '@ml-models/backstage-plugin-ml-models-common';
import canonicalize from 'canonicalize';
import { DomainError } from '../domain/DomainError';
import { MAX_EVENT_BYTES } from '../domain/limits';
import { upcast } from '../domain/upcast';
import { wellFormed } from './escapeText';

/**
 * The hash chain. Each event is one line of RFC 8785 JSON with exactly these members:
 *
 *     actor data id position previous_hash recorded_at schema_version sequence stream_id type
 *
 * That text is stored as it is (`events.payload`) and its SHA-256 is `events.hash`, so what is hashed is what is
 * stored, before any upcasting. `previous_hash` is the hash of the event before it in global order, `EMPTY_HASH` for
 * the first. The other columns repeat members for finding; a verification compares them.
 */
export interface StoredEvent {
  actor: string;
  data: unknown;
  id: string;
  position: number;
  previous_hash: string;
  recorded_at: string;
  schema_version: number;
  sequence: number;
  stream_id: string;
  type: string;
}

/** A row of `events`; PostgreSQL gives 64-bit integers as text. */
export interface EventRow extends Omit<StoredEvent, 'data' | 'position'> {
  position: number | string;
  payload: string;
  hash: string;
}

/** Stands before the first event. */
export const EMPTY_HASH = `sha256:${'0'.repeat(64)}`;

/** `sha256:…` of a text's UTF-8 or of bytes. */
export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** RFC 8785 text of a JSON value. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(withWellFormedTexts(value));
  if (text === undefined) {
    throw new TypeError('not a JSON value');
  }
  return text;
}

/** The row of an event. Throws `LIMIT_EXCEEDED`. */
export function eventRow(event: StoredEvent): EventRow {
  const payload = canonicalJson(event);
  if (Buffer.byteLength(payload) > MAX_EVENT_BYTES) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `a ${event.type} of more than ${MAX_EVENT_BYTES} bytes`,
      { params: { limit: MAX_EVENT_BYTES } },
    );
  }
  const { data: _, ...columns } = event;
  return { ...columns, payload, hash: sha256(payload) };
}

/** What `eventOf` reads of a row: what was hashed, and the columns by which rows are found. */
export const EVENT_COLUMNS = [
  'position',
  'stream_id',
  'sequence',
  'payload',
  'hash',
] as const satisfies readonly (keyof EventRow)[];

/**
 * The event of a row that was read, in its present shape. Throws `EVENT_ALTERED` when its payload is not what was
 * hashed, or the row is found under a place that is not the event's.
 */
export function eventOf(
  row: Pick<EventRow, (typeof EVENT_COLUMNS)[number]>,
): ModelEvent {
  const event =
    sha256(row.payload) === row.hash ? writtenEvent(row) : undefined;
  if (
    event?.position !== Number(row.position) ||
    event.streamId !== row.stream_id ||
    event.sequence !== row.sequence
  ) {
    throw alteredEvent(
      Number(row.position),
      `event ${row.position} is not what was recorded under its hash; what it says is unknown`,
    );
  }
  return event;
}

/** The event of a row that this process has just made. */
export function writtenEvent({
  payload,
  hash,
}: Pick<EventRow, 'payload' | 'hash'>): ModelEvent {
  const stored: StoredEvent = JSON.parse(payload);
  const { type, data } = upcast(
    stored.type,
    stored.schema_version,
    stored.data,
  );
  return {
    id: stored.id,
    position: stored.position,
    streamId: stored.stream_id,
    sequence: stored.sequence,
    type,
    data,
    actor: stored.actor,
    recordedAt: stored.recorded_at,
    previousHash: stored.previous_hash,
    hash,
    // type and data were recorded together by `decide`; JSON cannot say so
  } as ModelEvent;
}

/** An event that nobody may rely on. */
export function alteredEvent(position: number, message: string): DomainError {
  return new DomainError('EVENT_ALTERED', message, { params: { position } });
}

/** RFC 8785 is defined over well-formed strings only (section 3.2.2.2). */
function withWellFormedTexts(value: unknown): unknown {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  if (Array.isArray(value)) {
    return value.map(withWellFormedTexts);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        wellFormed(key),
        withWellFormedTexts(member),
      ]),
    );
  }
  return value;
}
