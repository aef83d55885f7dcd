import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import type { ModelCommand } from '../../../domain/ModelCommand';
import type { IngestionRow } from '../../IngestionRow';
import { escapeText } from '../../escapeText';
import type { Fence } from '../../ModelStore';

/** Brings the ingestion of a commit to its end in the same transaction. Throws `STALE_CLAIM`. */
export async function passFence(
  trx: Knex.Transaction,
  { ingestionId, token }: Fence,
  command: ModelCommand,
  at: string,
): Promise<void> {
  const passed = await trx('ingestions')
    .where({ id: ingestionId, token, state: 'running' })
    .update({
      state: 'succeeded',
      active_key: null,
      updated_at: at,
      finished_at: at,
      ...(command.type === 'RegisterVersion' && {
        version: escapeText(command.version),
        checks: JSON.stringify(command.validation.checks),
      }),
    });
  if (passed === 0) {
    throw new DomainError(
      'STALE_CLAIM',
      `ingestion ${ingestionId} is not held by claim ${token} any more`,
      { params: { ingestionId, token } },
    );
  }
}

/** The claim committed already: the answer of an earlier try was lost on its way. */
export async function isPassed(
  trx: Knex.Transaction,
  { ingestionId, token }: Fence,
): Promise<boolean> {
  const row = await trx<IngestionRow>('ingestions')
    .where({ id: ingestionId, token, state: 'succeeded' })
    .first('id');
  return row !== undefined;
}
