import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { INSERT_BATCH } from '../../../domain/limits';
import { readDatabaseTime } from '../../databaseTime';
import { lockHead } from '../events/lockHead';
import { joinServed } from '../observations/joinServed';
import { saveWords } from '../observations/saveWords';
import { foldStreams, nextStreams, projectStreams } from './foldStreams';
import {
  ModelProjection,
  PROJECTED,
  PROJECTED_TABLES,
} from './ModelProjection';
import { PROJECTION_VERSION } from './projectionVersion';

/** A rebuild that has not moved for so long died, and frees the next one; each batch renews it. */
const LEASE_MS = 60 * 1000;

/**
 * Folds all events anew and writes the rows of every model, some streams at a time, each batch in one transaction
 * under the append lock: nobody appends to a model while its rows are replaced, all others wait only for the batch.
 * One that dies leaves rows of old and of new, each of them whole; the next one starts over. Throws `REBUILD_RUNNING`.
 */
export async function rebuildProjections(
  knex: Knex,
  newId: () => string,
): Promise<{ events: number; models: number }> {
  const lease = newId();
  await takeLease(knex, lease);
  try {
    let models = 0;
    let after = '';
    for (;;) {
      const streams = await nextStreams(knex, after);
      if (streams.length === 0) {
        break;
      }
      models += await knex.transaction(async trx => {
        const { now } = await lockHead(trx);
        await renewLease(trx, lease, now);
        return replaceRows(trx, streams);
      });
      after = streams[streams.length - 1];
      await setImmediate();
    }
    const events = await knex.transaction(async trx => {
      const { position, now } = await lockHead(trx);
      await renewLease(trx, lease, now);
      await removeUnfounded(trx);
      await trx('registry_head').where({ id: 1 }).update({
        projected_position: position,
        projection_version: PROJECTION_VERSION,
      });
      return position;
    });
    return { events, models };
  } finally {
    await knex('registry_head')
      .where({ id: 1, rebuild_lease: lease })
      .update({ rebuild_lease: null, rebuild_until: null });
  }
}

function leaseUntil(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}

async function takeLease(knex: Knex, lease: string): Promise<void> {
  const now = await readDatabaseTime(knex);
  const taken = await knex('registry_head')
    .where({ id: 1 })
    .where(free =>
      free
        .whereNull('rebuild_lease')
        .orWhere('rebuild_until', '<', now.toISOString()),
    )
    .update({ rebuild_lease: lease, rebuild_until: leaseUntil(now) });
  if (taken === 0) {
    throw new DomainError(
      'REBUILD_RUNNING',
      'the projections are being rebuilt already',
    );
  }
}

async function renewLease(
  trx: Knex.Transaction,
  lease: string,
  now: Date,
): Promise<void> {
  const renewed = await trx('registry_head')
    .where({ id: 1, rebuild_lease: lease })
    .update({ rebuild_until: leaseUntil(now) });
  if (renewed === 0) {
    throw new DomainError(
      'REBUILD_RUNNING',
      'another rebuild has taken over from this one',
    );
  }
}

/** Answers with the number of models. */
async function replaceRows(
  trx: Knex.Transaction,
  streamIds: string[],
): Promise<number> {
  const folded = await foldStreams(trx, streamIds);
  const states = folded.map(({ state }) => state);
  const served = await joinServed(trx, states);
  const projections = await projectStreams(trx, folded, served);
  for (const table of PROJECTED_TABLES) {
    await trx(table).whereIn(PROJECTED[table].model, streamIds).delete();
    const rows: object[] = projections.flatMap(
      (projection: ModelProjection): object[] => projection[table],
    );
    for (let start = 0; start < rows.length; start += INSERT_BATCH) {
      await trx(table).insert(rows.slice(start, start + INSERT_BATCH));
    }
  }
  await saveWords(
    trx,
    states.filter(({ id }) => served.has(id)),
    served,
  );
  return folded.length;
}

/** Rows of models that no event knows. */
async function removeUnfounded(trx: Knex.Transaction): Promise<void> {
  for (const table of PROJECTED_TABLES) {
    await trx(table)
      .whereNotExists(events =>
        events
          .select(trx.raw('1'))
          .from('events')
          .whereRaw('events.stream_id = ??', [
            `${table}.${PROJECTED[table].model}`,
          ]),
      )
      .delete();
  }
}
