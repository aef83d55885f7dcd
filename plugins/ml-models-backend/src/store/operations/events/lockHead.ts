import type { Knex } from 'knex';
import { LOCK_IDLE_MS, LOCK_WAIT_MS } from '../../../domain/limits';
import { databaseNow } from '../../databaseTime';
import { isSqlite } from '../../openDatabase';

export interface Head {
  position: number;
  headHash: string;
  /** of the last event */
  recordedAt: string;
}

export interface LockedHead extends Head {
  /** the database's time, once the lock was held */
  now: Date;
}

interface HeadRow {
  id: number;
  /** PostgreSQL gives 64-bit integers as text */
  position: number | string;
  head_hash: string;
  recorded_at: string;
}

const HEAD_COLUMNS = ['position', 'head_hash', 'recorded_at'] as const;

/**
 * The first statement of every append: from here to the end of the transaction nobody else appends, so positions are
 * gapless and become visible in order. Taken last, two writers that touch one model would wait for each other. On
 * PostgreSQL nobody waits for it longer than `LOCK_WAIT_MS`, and who holds it and falls silent loses it after
 * `LOCK_IDLE_MS`: a replica that froze would stop all others.
 */
export async function lockHead(trx: Knex.Transaction): Promise<LockedHead> {
  const head = trx<HeadRow>('registry_head').where({ id: 1 });
  if (isSqlite(trx)) {
    // knex begins a deferred transaction; this write makes it the writer before it has read anything
    const [row] = await head
      .update({ position: trx.ref('position') })
      .returning(HEAD_COLUMNS);
    // an embedded database has this process's clock
    return { ...toHead(row), now: new Date() };
  }
  const row: (HeadRow & { now: string }) | undefined = await head
    .joinRaw(
      // a subquery with such functions is run, once and before the row is locked
      `cross join (select set_config('lock_timeout', ?, true),
         set_config('idle_in_transaction_session_timeout', ?, true)) as limits`,
      [String(LOCK_WAIT_MS), String(LOCK_IDLE_MS)],
    )
    .forUpdate('registry_head')
    .first(...HEAD_COLUMNS, { now: databaseNow(trx) });
  return { ...toHead(row), now: new Date(row?.now ?? NaN) };
}

export async function readHead(knex: Knex): Promise<Head> {
  return toHead(
    await knex<HeadRow>('registry_head').where({ id: 1 }).first(HEAD_COLUMNS),
  );
}

function toHead(
  row: Pick<HeadRow, (typeof HEAD_COLUMNS)[number]> | undefined,
): Head {
  if (!row) {
    throw new TypeError('the registry has lost its head row');
  }
  return {
    position: Number(row.position),
    headHash: row.head_hash,
    recordedAt: row.recorded_at,
  };
}
