import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { alteredEvent, EventRow } from '../../chain';
import { readDatabaseTime } from '../../databaseTime';
import { lockHead, readHead } from '../events/lockHead';
import { joinServed } from '../observations/joinServed';
import { rebuildWordIndex } from '../search/wordIndex';
import { saveWords } from '../observations/saveWords';
import {
  FoldedStream,
  foldStreams,
  nextStreams,
  projectStreams,
} from './foldStreams';
import type { ModelProjection } from './ModelProjection';
import { PROJECTION_VERSION } from './projectionVersion';
import { removeUnfounded } from './removeUnfounded';
import { replaceProjections } from './replaceProjections';

/** A rebuild that has not moved for so long died, and frees the next one; each batch renews it. */
const LEASE_MS = 60 * 1000;

/**
 * Folds all events anew and makes the rows of every model what they should be, some streams at a time: each batch is
 * read and folded while others append, and compared and written in one transaction under the append lock. One that dies
 * leaves rows of old and of new, each of them whole; the next one starts over. Throws `REBUILD_RUNNING`, and `EVENT_ALTERED` over a
 * history that is not what was recorded.
 */
export async function rebuildProjections(
  knex: Knex,
  newId: () => string,
  signal?: AbortSignal,
): Promise<{ events: number; models: number }> {
  const lease = newId();
  await takeLease(knex, lease);
  try {
    await checkGapless(knex);
    let models = 0;
    let next = prepareBatch(knex, '');
    for (;;) {
      signal?.throwIfAborted();
      const batch = await next;
      const last = batch.streamIds.at(-1);
      if (last === undefined) {
        break;
      }
      // read while the database writes; whether that failed is seen in the next turn
      next = prepareBatch(knex, last);
      next.catch(() => undefined);
      await writeBatch(knex, batch, lease);
      models += batch.streamIds.length;
      await setImmediate();
    }
    await removeUnfounded(knex);
    const events = await knex.transaction(async trx => {
      const { position, now } = await lockHead(trx);
      await renewLease(trx, lease, now);
      await rebuildWordIndex(trx);
      await trx('registry_head').where({ id: 1 }).update({
        projected_position: position,
        projection_version: PROJECTION_VERSION,
        rebuilt: lease,
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

/** Some streams as they folded at some time at or after a position, and the rows that follow from that. */
interface Batch {
  streamIds: string[];
  position: number;
  folded: FoldedStream[];
  /** of each of `folded`, as if no cluster had shown it */
  projected: ModelProjection[];
}

/** Folded without the events that are gone, models would be lost without a word. Throws `EVENT_ALTERED`. */
async function checkGapless(knex: Knex): Promise<void> {
  const head = await readHead(knex);
  const upToHead = () =>
    knex<EventRow>('events').where('events.position', '<=', head.position);
  const counted = await upToHead().count({ count: '*' }).first();
  if (Number(counted?.count) === head.position) {
    return;
  }
  const last: { position: number | string } | undefined = await upToHead()
    .whereNotExists(
      knex('events as next')
        .select(knex.raw('1'))
        .whereRaw('next.position = events.position + 1'),
    )
    .orderBy('events.position')
    .first('events.position');
  const first = await upToHead().where({ position: 1 }).first('position');
  const gone = first && last ? Number(last.position) + 1 : 1;
  throw alteredEvent(
    gone,
    `event ${gone} is gone from the history; what the models are without it is unknown`,
  );
}

async function prepareBatch(knex: Knex, after: string): Promise<Batch> {
  const { position } = await readHead(knex);
  const streamIds = await nextStreams(knex, after);
  const folded = await foldStreams(knex, streamIds);
  const projected = await projectStreams(knex, folded, new Map());
  return { streamIds, position, folded, projected };
}

async function writeBatch(
  knex: Knex,
  { streamIds, position, folded, projected }: Batch,
  lease: string,
): Promise<void> {
  await knex.transaction(async trx => {
    const head = await lockHead(trx);
    await renewLease(trx, lease, head.now);
    const moved = await movedStreams(trx, streamIds, position, head.position);
    const present = [
      ...folded.filter(({ state }) => !moved.has(state.id)),
      ...(await foldStreams(trx, [...moved])),
    ];
    const states = present.map(({ state }) => state);
    const served = await joinServed(trx, states);
    const isDue = (id: string) => moved.has(id) || served.has(id);
    await replaceProjections(trx, streamIds, [
      ...projected.filter((_, index) => !isDue(folded[index].state.id)),
      ...(await projectStreams(
        trx,
        present.filter(({ state }) => isDue(state.id)),
        served,
      )),
    ]);
    await saveWords(
      trx,
      states.filter(({ id }) => served.has(id)),
      served,
    );
  });
}

/** Those of some streams that went on after a position. */
async function movedStreams(
  trx: Knex.Transaction,
  streamIds: readonly string[],
  after: number,
  end: number,
): Promise<ReadonlySet<string>> {
  if (after === end) {
    return new Set();
  }
  const moved: string[] = await trx<EventRow>('events')
    .where('position', '>', after)
    .distinct()
    .pluck('stream_id');
  return new Set(moved.filter(id => streamIds.includes(id)));
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
