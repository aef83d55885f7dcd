import type { Knex } from 'knex';
import { isSqlite } from '../openDatabase';

export interface Head {
  position: number;
  headHash: string;
  /** of the last event */
  recordedAt: string;
}

/**
 * The first statement of every append: from here to the end of the transaction nobody else appends, so positions are
 * gapless and become visible in order. Taken last, two writers that touch one model would wait for each other.
 */
export async function lockHead(trx: Knex.Transaction): Promise<Head> {
  const head = trx('registry_head').where({ id: 1 });
  if (isSqlite(trx)) {
    // knex begins a deferred transaction; this write makes it the writer before it has read anything
    await trx('registry_head')
      .where({ id: 1 })
      .update({ position: trx.ref('position') });
  } else {
    head.forUpdate();
  }
  return toHead(await head.first('position', 'head_hash', 'recorded_at'));
}

export async function readHead(knex: Knex): Promise<Head> {
  return toHead(
    await knex('registry_head')
      .where({ id: 1 })
      .first('position', 'head_hash', 'recorded_at'),
  );
}

function toHead(row: {
  position: number | string;
  head_hash: string;
  recorded_at: string;
}): Head {
  return {
    position: Number(row.position),
    headHash: row.head_hash,
    recordedAt: row.recorded_at,
  };
}
