import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { evolve } from '../../../domain/evolve';
import { INSERT_BATCH, PAGE_EVENTS } from '../../../domain/limits';
import type { ModelState } from '../../../domain/ModelState';
import { digestsOf, documentsOf } from '../../../domain/project';
import { escapeText } from '../../escapeText';
import { modelRow } from '../../ModelRow';
import { PROJECTION_VERSION } from '../../projectionVersion';
import { lockHead } from '../events/lockHead';
import { readAll } from '../events/readEvents';
import { saveAllServed } from '../observations/saveServed';
import { readDeclaredWords } from './readDeclaredWords';
import { refRows } from './saveProjection';

/** Long enough for the largest registry; a rebuild that died frees the next one after it. */
const LEASE_MS = 15 * 60 * 1000;

const TABLES = [
  'models',
  'model_refs',
  'model_digests',
  'document_holders',
] as const;

interface Folded {
  states: Map<string, ModelState>;
  /** documents by model */
  documents: Map<string, Set<string>>;
  /** global position up to which it is folded */
  position: number;
}

/**
 * Folds all events anew. Pages are read and shadow rows written outside of any transaction, so that others go on;
 * then, under the append lock, the events that came meanwhile are folded too and the shadow rows take the place of
 * the old ones in the same transaction. Throws `REBUILD_RUNNING`.
 */
export async function rebuildProjections(
  knex: Knex,
  { now, newId }: { now: () => Date; newId: () => string },
): Promise<{ events: number; models: number }> {
  const lease = newId();
  await takeLease(knex, lease, now());
  try {
    for (const table of TABLES) {
      await knex(`${table}_next`).delete();
    }
    const folded: Folded = {
      states: new Map(),
      documents: new Map(),
      position: 0,
    };
    await foldOn(knex, folded);
    await writeNext(knex, folded, [...folded.states.keys()]);
    await knex.transaction(async trx => {
      await lockHead(trx);
      await checkLease(trx, lease);
      const late = await foldOn(trx, folded);
      await dropNext(trx, late);
      await writeNext(trx, folded, late);
      for (const table of TABLES) {
        await trx(table).delete();
        await trx.raw('insert into ?? select * from ??', [
          table,
          `${table}_next`,
        ]);
        await trx(`${table}_next`).delete();
      }
      await saveAllServed(trx);
      await trx('registry_head').where({ id: 1 }).update({
        projected_position: folded.position,
        projection_version: PROJECTION_VERSION,
      });
    });
    return { events: folded.position, models: folded.states.size };
  } finally {
    await knex('registry_head')
      .where({ id: 1, rebuild_lease: lease })
      .update({ rebuild_lease: null, rebuild_until: null });
  }
}

async function takeLease(knex: Knex, lease: string, now: Date): Promise<void> {
  const taken = await knex('registry_head')
    .where({ id: 1 })
    .where(free =>
      free
        .whereNull('rebuild_lease')
        .orWhere('rebuild_until', '<', now.toISOString()),
    )
    .update({
      rebuild_lease: lease,
      rebuild_until: new Date(now.getTime() + LEASE_MS).toISOString(),
    });
  if (taken === 0) {
    throw new DomainError(
      'REBUILD_RUNNING',
      'the projections are being rebuilt already',
    );
  }
}

async function checkLease(trx: Knex.Transaction, lease: string): Promise<void> {
  const held = await trx('registry_head')
    .where({ id: 1, rebuild_lease: lease })
    .first('id');
  if (!held) {
    throw new DomainError(
      'REBUILD_RUNNING',
      'another rebuild has taken over from this one',
    );
  }
}

/** Folds what follows `folded.position`; answers with the streams that moved. */
async function foldOn(knex: Knex, folded: Folded): Promise<string[]> {
  const moved = new Set<string>();
  for (;;) {
    const page = await readAll(knex, folded.position, PAGE_EVENTS);
    for (const event of page) {
      const { streamId } = event;
      folded.states.set(streamId, evolve(folded.states.get(streamId), event));
      const documents = folded.documents.get(streamId) ?? new Set();
      documentsOf(event).forEach(digest => documents.add(digest));
      folded.documents.set(streamId, documents);
      folded.position = event.position;
      moved.add(streamId);
    }
    if (page.length < PAGE_EVENTS) {
      return [...moved];
    }
    if (!knex.isTransaction) {
      await setImmediate();
    }
  }
}

async function dropNext(
  trx: Knex.Transaction,
  streamIds: string[],
): Promise<void> {
  for (let start = 0; start < streamIds.length; start += INSERT_BATCH) {
    const ids = streamIds.slice(start, start + INSERT_BATCH);
    await trx('models_next').whereIn('id', ids).delete();
    for (const table of TABLES.slice(1)) {
      await trx(`${table}_next`).whereIn('model_id', ids).delete();
    }
  }
}

async function writeNext(
  knex: Knex,
  { states, documents }: Folded,
  streamIds: string[],
): Promise<void> {
  for (let start = 0; start < streamIds.length; start += INSERT_BATCH) {
    const batch = streamIds.slice(start, start + INSERT_BATCH).flatMap(id => {
      const state = states.get(id);
      return state ? [state] : [];
    });
    const words = await readDeclaredWords(knex, batch);
    await insert(
      knex,
      'models_next',
      batch.map(state => ({
        ...modelRow(state),
        declared_words: words.get(state.id),
      })),
    );
    await insert(knex, 'model_refs_next', batch.flatMap(refRows));
    await insert(
      knex,
      'model_digests_next',
      batch.flatMap(state =>
        digestsOf(state).map(digest => ({
          digest: escapeText(digest),
          model_id: state.id,
        })),
      ),
    );
    await insert(
      knex,
      'document_holders_next',
      batch.flatMap(state =>
        [...(documents.get(state.id) ?? [])].map(digest => ({
          digest: escapeText(digest),
          model_id: state.id,
        })),
      ),
    );
  }
}

async function insert(
  knex: Knex,
  table: string,
  rows: object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await knex(table).insert(rows.slice(start, start + INSERT_BATCH));
    if (!knex.isTransaction) {
      await setImmediate();
    }
  }
}
