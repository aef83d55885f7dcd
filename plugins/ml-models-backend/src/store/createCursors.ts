import type { Knex } from 'knex';
import { databaseTime } from './databaseTime';
import { reconnecting } from './retryLost';

/** A lease on publishing to one consumer. */
export interface CursorLease {
  /** global position of the last event delivered */
  position: number;
  /** fences what this holder writes */
  epoch: number;
}

/** How far each consumer of the history has come; one replica at a time moves a cursor. */
export interface Cursors {
  /** Takes or keeps the lease; `undefined` while another holds it. A new consumer begins at `from`. */
  lease(
    consumer: string,
    owner: string,
    options: { leaseMs: number; from: number },
  ): Promise<CursorLease | undefined>;
  /** Moves the cursor forward and keeps the lease; false when the lease has moved on. */
  advance(
    consumer: string,
    epoch: number,
    position: number,
    leaseMs: number,
  ): Promise<boolean>;
  release(consumer: string, epoch: number): Promise<void>;
  /** Position of a consumer; `undefined` when it was never published to. */
  position(consumer: string): Promise<number | undefined>;
}

interface CursorRow {
  consumer: string;
  position: number | string;
  epoch: number | string;
  lease_owner: string | null;
  lease_until: string | null;
}

export function createCursors({
  knex,
  clock,
}: {
  knex: Knex;
  clock?: () => Date;
}): Cursors {
  const time = databaseTime(knex, clock);
  const read = (consumer: string) =>
    knex<CursorRow>('publisher_cursors').where({ consumer }).first();

  return reconnecting<Cursors>({
    async lease(consumer, owner, { leaseMs, from }) {
      await knex('publisher_cursors')
        .insert({ consumer, position: from, epoch: 0 })
        .onConflict('consumer')
        .ignore();
      const row = await read(consumer).where(free =>
        free
          .whereNull('lease_owner')
          .orWhere({ lease_owner: owner })
          .orWhereNull('lease_until')
          .orWhere('lease_until', '<', time()),
      );
      if (!row) {
        return undefined;
      }
      const epoch =
        row.lease_owner === owner ? Number(row.epoch) : Number(row.epoch) + 1;
      const taken = await knex('publisher_cursors')
        .where({ consumer, epoch: row.epoch })
        .where(same =>
          row.lease_owner === null
            ? same.whereNull('lease_owner')
            : same.where({ lease_owner: row.lease_owner }),
        )
        .update({ epoch, lease_owner: owner, lease_until: time(leaseMs) });
      return taken === 1
        ? { position: Number(row.position), epoch }
        : undefined;
    },
    async advance(consumer, epoch, position, leaseMs) {
      const moved = await knex('publisher_cursors')
        .where({ consumer, epoch })
        .where('position', '<=', position)
        .update({ position, lease_until: time(leaseMs) });
      return moved === 1;
    },
    async release(consumer, epoch) {
      await knex('publisher_cursors')
        .where({ consumer, epoch })
        .update({ lease_owner: null, lease_until: null });
    },
    async position(consumer) {
      const row = await read(consumer);
      return row && Number(row.position);
    },
  });
}
