import type { Knex } from 'knex';
import type { DatabaseTime } from '../../databaseTime';
import { escapeText } from '../../escapeText';
import type { IngestionStore } from '../../IngestionStore';
import { forgetErased } from './forgetDeclaration';

/**
 * Ends the claim that `token` fences; false when it has moved on. What the fence of a commit set to `succeeded` may
 * be completed with version and checks, and with nothing else.
 */
export async function finishIngestion(
  trx: Knex.Transaction,
  id: string,
  token: number,
  result: Parameters<IngestionStore['finish']>[2],
  time: DatabaseTime,
): Promise<boolean> {
  const states =
    result.state === 'succeeded' ? ['running', 'succeeded'] : ['running'];
  const finished = await trx('ingestions')
    .where({ id, token })
    .whereIn('state', states)
    .update({
      state: result.state,
      active_key: null,
      problems: JSON.stringify(result.problems),
      ...(result.version !== undefined && {
        version: escapeText(result.version),
      }),
      ...(result.checks && { checks: JSON.stringify(result.checks) }),
      updated_at: time(),
      finished_at: time(),
    });
  if (finished === 1) {
    await forgetErased(trx, [id]);
  }
  return finished === 1;
}
