import { setImmediate } from 'node:timers/promises';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { PAGE_EVENTS } from '../../../domain/limits';
import { EMPTY_HASH, EventRow, sha256, StoredEvent } from '../../chain';
import { Head, readHead } from './lockHead';
import { Findings, verificationOf } from './verification';

/**
 * What can be wrong with the history.
 *
 * `EDITED`: a row is not what was hashed. `MISSING`: a position or a sequence is skipped: events or a whole stream
 * were removed. `CHAIN_BROKEN`: a row does not follow the one before it: inserted, reordered or written anew.
 * `TAIL_CUT`: the history ends before its head. `BEYOND_HEAD`: it goes on behind it. `HEAD_MISMATCH`: the head names
 * another last event. `PROJECTION_BEHIND`, `PROJECTION_MISMATCH`: the projections show another history; rebuild.
 * `DOCUMENT_MISSING`: an event names a document that is not there. `DOCUMENT_ALTERED`: its bytes are not those that
 * were recorded. `DOCUMENT_NOT_ERASED`: its row and the history say different things of its erasure.
 */
export type HistoryProblemKind =
  | 'EDITED'
  | 'MISSING'
  | 'CHAIN_BROKEN'
  | 'TAIL_CUT'
  | 'BEYOND_HEAD'
  | 'HEAD_MISMATCH'
  | 'PROJECTION_BEHIND'
  | 'PROJECTION_MISMATCH'
  | 'DOCUMENT_MISSING'
  | 'DOCUMENT_ALTERED'
  | 'DOCUMENT_NOT_ERASED';

export interface HistoryProblem {
  kind: HistoryProblemKind;
  message: string;
  position?: number;
}

/** Where a walk along the chain has come to. */
interface Walk {
  position: number;
  hash: string;
  recordedAt: string;
  /** last sequence by stream */
  sequences: Map<string, number>;
}

/** Recomputes the whole chain up to the present head; reads pages and yields between them. */
export async function verifyHistory(
  knex: Knex,
  signal?: AbortSignal,
): Promise<Wire['Verification']> {
  const head = await readHead(knex);
  const problem =
    (await walkChain(knex, head, signal)) ??
    (await checkBeyond(knex)) ??
    (await checkProjections(knex));
  const findings = new Findings();
  if (problem) {
    findings.report(problem);
  }
  return verificationOf(head, ['chain'], findings);
}

async function walkChain(
  knex: Knex,
  head: Head,
  signal?: AbortSignal,
): Promise<HistoryProblem | undefined> {
  const walk: Walk = {
    position: 0,
    hash: EMPTY_HASH,
    recordedAt: '',
    sequences: new Map(),
  };
  for (;;) {
    signal?.throwIfAborted();
    const rows = await knex<EventRow>('events')
      .where('position', '>', walk.position)
      .where('position', '<=', head.position)
      .orderBy('position')
      .limit(PAGE_EVENTS);
    for (const row of rows) {
      const problem = step(walk, row);
      if (problem) {
        return problem;
      }
    }
    if (rows.length < PAGE_EVENTS) {
      break;
    }
    await setImmediate();
  }
  if (walk.position < head.position) {
    return {
      kind: 'TAIL_CUT',
      message: `the history ends at ${walk.position}, its head is at ${head.position}`,
      position: walk.position + 1,
    };
  }
  return walk.hash === head.headHash
    ? undefined
    : {
        kind: 'HEAD_MISMATCH',
        message: `the head names ${head.headHash}, the last event is ${walk.hash}`,
        position: walk.position,
      };
}

/** Moves the walk over one row, or says why it cannot. */
function step(walk: Walk, row: EventRow): HistoryProblem | undefined {
  const position = Number(row.position);
  const at = (kind: HistoryProblemKind, message: string) => ({
    kind,
    message,
    position,
  });
  if (position !== walk.position + 1) {
    return {
      kind: 'MISSING',
      message: `after ${walk.position} comes ${position}`,
      position: walk.position + 1,
    };
  }
  const edited = editedMember(row, position);
  if (edited) {
    return at('EDITED', `${edited} of ${position} is not what was hashed`);
  }
  if (row.previous_hash !== walk.hash) {
    return at(
      'CHAIN_BROKEN',
      `${position} follows ${row.previous_hash}, before it stands ${walk.hash}`,
    );
  }
  const sequence = (walk.sequences.get(row.stream_id) ?? 0) + 1;
  if (row.sequence !== sequence) {
    return at(
      'MISSING',
      `sequence ${sequence} of ${row.stream_id} is missing before ${position}`,
    );
  }
  if (row.recorded_at < walk.recordedAt) {
    return at(
      'CHAIN_BROKEN',
      `${position} was recorded before its predecessor`,
    );
  }
  walk.sequences.set(row.stream_id, sequence);
  walk.position = position;
  walk.hash = row.hash;
  walk.recordedAt = row.recorded_at;
  return undefined;
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

function editedMember(row: EventRow, position: number): string | undefined {
  if (sha256(row.payload) !== row.hash) {
    return 'the payload';
  }
  const stored = parse(row.payload);
  if (!stored) {
    return 'the payload';
  }
  return stored.position === position
    ? COLUMNS.find(column => stored[column] !== row[column])
    : 'position';
}

function parse(payload: string): StoredEvent | undefined {
  try {
    return JSON.parse(payload) ?? undefined;
  } catch {
    return undefined;
  }
}

async function checkBeyond(knex: Knex): Promise<HistoryProblem | undefined> {
  const row: { position: number | string } | undefined = await knex('events')
    .where('position', '>', knex('registry_head').select('position'))
    .orderBy('position')
    .first('position');
  return (
    row && {
      kind: 'BEYOND_HEAD',
      message: `${row.position} stands behind the head of the history`,
      position: Number(row.position),
    }
  );
}

/** One statement each, so that an append in between is seen by both sides or by none. */
async function checkProjections(
  knex: Knex,
): Promise<HistoryProblem | undefined> {
  const behind: { projected_position: number | string } | undefined =
    await knex('registry_head')
      .whereRaw('projected_position <> position')
      .first('projected_position');
  if (behind) {
    return {
      kind: 'PROJECTION_BEHIND',
      message: `the projections stand at ${behind.projected_position}`,
    };
  }
  const tails = knex('events')
    .groupBy('stream_id')
    .select('stream_id')
    .max({ position: 'position' })
    .max({ sequence: 'sequence' })
    .as('tails');
  const differing: { id: string } | undefined = await knex
    .from(tails)
    .leftJoin('models', 'models.id', 'tails.stream_id')
    .where('tails.stream_id', 'like', 'mdl-%')
    .where(other =>
      other
        .whereNull('models.id')
        .orWhereRaw('models.position <> tails.position')
        .orWhereRaw('models.sequence <> tails.sequence'),
    )
    .first({ id: 'tails.stream_id' });
  const unfounded: { id: string } | undefined =
    differing ??
    (await knex('models')
      .whereNotExists(events =>
        events
          .select(knex.raw('1'))
          .from('events')
          .whereRaw('events.stream_id = models.id'),
      )
      .first('id'));
  return (
    unfounded && {
      kind: 'PROJECTION_MISMATCH',
      message: `the projection of ${unfounded.id} shows another history`,
    }
  );
}
