import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { PAGE_EVENTS } from '../../../domain/limits';
import { EMPTY_HASH, EventRow, sha256, StoredEvent } from '../../chain';
import type { HistoryProblem, HistoryProblemKind } from './HistoryProblem';
import type { Head } from './lockHead';

/** What a walk along the chain came to know beside the problems that it reported. */
export interface WalkedChain {
  /** streams with an event that was altered, is gone or stands where the chain is broken */
  broken: Set<string>;
  /** events that are not what was hashed */
  altered: number;
  /** positions without an event up to the head */
  missing: number;
}

type Report = (problem: HistoryProblem) => void;

/** Where a walk has come to. */
interface Place {
  position: number;
  /** hashes that the next event may follow: what the row says, and what its payload has; none behind a gap */
  hashes: readonly string[];
  recordedAt: string;
  streamId: string | undefined;
}

class ChainWalk {
  readonly #report: Report;
  readonly #broken = new Set<string>();
  /** last event of each stream */
  readonly #streams = new Map<string, { sequence: number; position: number }>();
  #altered = 0;
  #missing = 0;
  #place: Place = {
    position: 0,
    hashes: [EMPTY_HASH],
    recordedAt: '',
    streamId: undefined,
  };
  /** position before which events are gone */
  #gap = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  get position(): number {
    return this.#place.position;
  }

  step(row: EventRow): void {
    const position = Number(row.position);
    const digest = sha256(row.payload);
    const stored = digest === row.hash ? parse(row.payload) : undefined;
    this.#findGap(position);
    const edited = editedMember(row, stored);
    if (edited) {
      this.#altered += 1;
      this.#break(row.stream_id, stored?.stream_id);
      this.#found(
        'EDITED',
        `${edited} of ${position} is not what was hashed`,
        position,
      );
    }
    // what was hashed tells more than a column that was edited
    const { previous_hash, recorded_at, stream_id } = stored ?? row;
    const { hashes, recordedAt, streamId } = this.#place;
    if (hashes.length > 0 && !hashes.includes(previous_hash) && !edited) {
      this.#break(stream_id, streamId);
      this.#found(
        'CHAIN_BROKEN',
        `${position} follows ${previous_hash}, before it stands ${hashes[0]}`,
        position,
      );
    } else if (recorded_at < recordedAt && !edited) {
      this.#break(stream_id, streamId);
      this.#found(
        'CHAIN_BROKEN',
        `${position} was recorded before its predecessor`,
        position,
      );
    }
    this.#followStream(stored ?? row, position, edited !== undefined);
    this.#place = {
      position,
      hashes: [row.hash, digest],
      recordedAt: recorded_at,
      streamId: stream_id,
    };
  }

  end(head: Head): WalkedChain {
    const { position, hashes, streamId } = this.#place;
    if (position < head.position) {
      this.#missing += head.position - position;
      this.#found(
        'TAIL_CUT',
        `the history ends at ${position}, its head is at ${head.position}`,
        position + 1,
      );
    } else if (!hashes.includes(head.headHash)) {
      this.#break(streamId);
      this.#found(
        'HEAD_MISMATCH',
        `the head names ${head.headHash}, the last event is ${hashes[0]}`,
        position,
      );
    }
    return {
      broken: this.#broken,
      altered: this.#altered,
      missing: this.#missing,
    };
  }

  #findGap(position: number): void {
    const before = this.#place.position;
    if (position === before + 1) {
      return;
    }
    this.#missing += position - before - 1;
    this.#gap = position;
    this.#found('MISSING', `after ${before} comes ${position}`, before + 1);
    this.#place = { ...this.#place, hashes: [], streamId: undefined };
  }

  #followStream(
    { stream_id, sequence }: Pick<EventRow, 'stream_id' | 'sequence'>,
    position: number,
    edited: boolean,
  ): void {
    const last = this.#streams.get(stream_id);
    const expected = (last?.sequence ?? 0) + 1;
    if (sequence !== expected) {
      this.#break(stream_id);
      // a gap in the positions since then was reported already and is the reason
      const explained = edited || this.#gap > (last?.position ?? 0);
      if (!explained) {
        this.#found(
          'MISSING',
          `sequence ${expected} of ${stream_id} is missing before ${position}`,
          position,
        );
      }
    }
    this.#streams.set(stream_id, { sequence, position });
  }

  #break(...streamIds: readonly (string | undefined)[]): void {
    for (const id of streamIds) {
      if (id !== undefined) {
        this.#broken.add(id);
      }
    }
  }

  #found(kind: HistoryProblemKind, message: string, position: number): void {
    this.#report({ kind, message, position });
  }
}

/**
 * Recomputes the whole chain up to a head. A problem does not end it: it goes on from the row as it stands, so that
 * one edited row hides no other. Reads pages and yields between them.
 */
export async function walkChain(
  knex: Knex,
  head: Head,
  { report, signal }: { report: Report; signal?: AbortSignal },
): Promise<WalkedChain> {
  const walk = new ChainWalk(report);
  for (;;) {
    signal?.throwIfAborted();
    const rows = await knex<EventRow>('events')
      .where('position', '>', walk.position)
      .where('position', '<=', head.position)
      .orderBy('position')
      .limit(PAGE_EVENTS);
    rows.forEach(row => walk.step(row));
    if (rows.length < PAGE_EVENTS) {
      break;
    }
    await setImmediate();
  }
  return walk.end(head);
}

const COLUMNS = [
  'id',
  'stream_id',
  'sequence',
  'type',
  'schema_version',
  'actor',
  'recorded_at',
  'previous_hash',
] as const satisfies readonly (keyof StoredEvent & keyof EventRow)[];

/** What of a row is not what was hashed; `stored` is its payload, when that is. */
function editedMember(
  row: EventRow,
  stored: StoredEvent | undefined,
): string | undefined {
  if (!stored) {
    return 'the payload';
  }
  return stored.position === Number(row.position)
    ? COLUMNS.find(column => stored[column] !== row[column])
    : 'position';
}

/** A payload that was written anew with its own hash may be anything. */
function parse(payload: string): StoredEvent | undefined {
  try {
    return JSON.parse(payload) ?? undefined;
  } catch {
    return undefined;
  }
}
