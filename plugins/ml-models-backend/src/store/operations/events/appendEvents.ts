import type { Knex } from 'knex';
import type { ChainEnd } from '../../append/numberEvents';
import type { EventRow } from '../../chain';
import { insertRows } from '../rows/insertRows';

/** Appends numbered events under the locked head and moves it to where they end. */
export async function appendEvents(
  trx: Knex.Transaction,
  rows: readonly EventRow[],
  { position, headHash }: ChainEnd,
  at: string,
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  await insertRows(trx, 'events', rows);
  await trx('registry_head').where({ id: 1 }).update({
    position,
    head_hash: headHash,
    recorded_at: at,
    projected_position: position,
  });
}
