import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { INSERT_BATCH, PAGE_EVENTS } from '../../../domain/limits';
import { documentsOf } from '../../../domain/project';
import { EVENT_COLUMNS, EventRow, sha256 } from '../../chain';
import type { HistoryProblem } from '../events/HistoryProblem';
import { intactEvents } from '../events/intactEvents';
import { DocumentRow } from './readDocument';
import { readErasure } from './readErasure';

/** Bytes of documents that lie in memory at one time; a larger one is read by itself. */
const BATCH_BYTES = 4 * 1024 * 1024;

export interface DocumentsVerified {
  /** documents that were read and measured */
  documents: number;
  /** of them those that were erased, by an event that says so */
  erased: number;
}

interface Length {
  digest: string;
  /** PostgreSQL gives 64-bit integers as text */
  length: number | string;
  erased_position: number | string | null;
}

/**
 * Every document that an event up to `position` names is there, or was erased by an event; every document that is
 * there has the digest it stands under. What an altered event names is not known. Bounded memory, yields between pages. One that no event names is harmless.
 */
export async function verifyDocuments(
  knex: Knex,
  position: number,
  options: { report(problem: HistoryProblem): void; signal?: AbortSignal },
): Promise<DocumentsVerified> {
  await findMissing(knex, position, options);
  return measureAll(knex, options);
}

/** Follows the events: what they name has a row, and what they erase has no bytes. */
async function findMissing(
  knex: Knex,
  position: number,
  { report, signal }: Parameters<typeof verifyDocuments>[2],
): Promise<void> {
  let after = 0;
  while (after < position) {
    signal?.throwIfAborted();
    const page = await knex<EventRow>('events')
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE_EVENTS)
      .select(...EVENT_COLUMNS);
    const last = page.at(-1);
    if (!last) {
      return;
    }
    const named = new Map<string, number>();
    const erased = new Map<string, number>();
    for (const event of intactEvents(page)) {
      documentsOf(event).forEach(digest => named.set(digest, event.position));
      if (event.type === 'DocumentErased') {
        erased.set(event.data.document, event.position);
      }
    }
    const rows = await rowsOf(knex, [...named.keys(), ...erased.keys()]);
    for (const [digest, at] of named) {
      if (!rows.has(digest)) {
        report({
          kind: 'DOCUMENT_MISSING',
          message: `event ${at} names the document ${digest}, which is not there`,
          position: at,
        });
      }
    }
    for (const [digest, at] of erased) {
      if (rows.get(digest) === null) {
        report({
          kind: 'DOCUMENT_NOT_ERASED',
          message: `event ${at} erased the document ${digest}, which is there`,
          position: at,
        });
      }
    }
    after = Number(last.position);
    await setImmediate();
  }
}

/** `erased_position` by digest, of those that have a row. */
async function rowsOf(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, DocumentRow['erased_position']>> {
  const found = new Map<string, DocumentRow['erased_position']>();
  for (let start = 0; start < digests.length; start += INSERT_BATCH) {
    const rows = await knex<DocumentRow>('documents')
      .whereIn('digest', digests.slice(start, start + INSERT_BATCH))
      .select('digest', 'erased_position');
    rows.forEach(row => found.set(row.digest, row.erased_position));
  }
  return found;
}

/** Measures every document once, in the order of the digests. */
async function measureAll(
  knex: Knex,
  { report, signal }: Parameters<typeof verifyDocuments>[2],
): Promise<DocumentsVerified> {
  const verified: DocumentsVerified = { documents: 0, erased: 0 };
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const page: Length[] = await knex('documents')
      .where('digest', '>', after)
      .orderBy('digest')
      .limit(INSERT_BATCH)
      .select('digest', 'erased_position', knex.raw('length(bytes) as length'));
    const last = page.at(-1);
    if (!last) {
      return verified;
    }
    for (const row of page.filter(({ erased_position }) => erased_position)) {
      await checkErased(knex, row, report);
      verified.erased += 1;
    }
    for (const digests of batches(page)) {
      for (const digest of await findAltered(knex, digests)) {
        if (await isNamed(knex, digest)) {
          report({
            kind: 'DOCUMENT_ALTERED',
            message: `the document ${digest} is not what was recorded`,
          });
        }
      }
      await setImmediate();
    }
    verified.documents += page.length;
    after = last.digest;
  }
}

/** Digests that are read together. */
function batches(page: readonly Length[]): string[][] {
  const found: string[][] = [];
  let bytes = Infinity;
  for (const { digest, length, erased_position } of page) {
    if (erased_position !== null) {
      continue;
    }
    bytes += Number(length);
    if (bytes > BATCH_BYTES) {
      found.push([]);
      bytes = Number(length);
    }
    found[found.length - 1].push(digest);
  }
  return found;
}

async function findAltered(
  knex: Knex,
  digests: readonly string[],
): Promise<string[]> {
  const rows = await knex<DocumentRow>('documents')
    .whereIn('digest', digests)
    .whereNull('erased_position')
    .select('digest', 'bytes');
  return rows
    .filter(({ digest, bytes }) => sha256(bytes) !== digest)
    .map(({ digest }) => digest);
}

/** By the projection, which is verified by itself. */
async function isNamed(knex: Knex, digest: string): Promise<boolean> {
  return (
    (await knex('document_holders').where({ digest }).first('digest')) !==
    undefined
  );
}

async function checkErased(
  knex: Knex,
  { digest, length, erased_position: at }: Length,
  report: (problem: HistoryProblem) => void,
): Promise<void> {
  const erasure = at === null ? undefined : await readErasure(knex, at);
  if (erasure?.document !== digest || Number(length) > 0) {
    report({
      kind: 'DOCUMENT_NOT_ERASED',
      message: `the document ${digest} stands as erased, and no event says so or its bytes are there`,
    });
  }
}
