import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import { escapeText } from '../../escapeText';
import { IngestionRow, ingestionOf } from '../../IngestionRow';
import { CANCELLED } from './claimIngestion';
import { forgetErased } from './forgetDeclaration';

/** Ends a queued ingestion at once and asks the worker of a running one to stop; one that ended stays as it is. */
export async function cancelIngestion(
  trx: Knex.Transaction,
  id: string,
  by: string,
  time: DatabaseTime,
): Promise<Wire['Ingestion'] | undefined> {
  const ended = await trx('ingestions')
    .where({ id: escapeText(id), state: 'queued' })
    .update({
      state: 'failed',
      active_key: null,
      problems: JSON.stringify([{ ...CANCELLED, params: { by } }]),
      updated_at: time(),
      finished_at: time(),
    });
  if (ended > 0) {
    await forgetErased(trx, [escapeText(id)]);
  }
  await trx('ingestions')
    .where({ id: escapeText(id), state: 'running' })
    .update({ cancel_requested: 1, updated_at: time() });
  const row = await trx<IngestionRow>('ingestions')
    .where({ id: escapeText(id) })
    .first();
  return row && ingestionOf(row);
}
