import type { Knex } from 'knex';
import type { ClaimState } from '../../append/planBatch';
import type { Submission } from '../../append/Submission';
import { escapeText } from '../../escapeText';
import type { Fence } from '../../ModelStore';
import type { IngestionRow } from '../../IngestionRow';
import { erasedAmong } from '../documents/erasedAmong';
import { rowSources } from '../rows/rowSource';
import { forgetErased } from './forgetDeclaration';

const CLAIMS: Readonly<Partial<Record<IngestionRow['state'], ClaimState>>> = {
  running: 'held',
  succeeded: 'passed',
};

/** How claims stand; none of them moves until the end of the transaction. */
export async function readClaims(
  trx: Knex.Transaction,
  fences: readonly Fence[],
): Promise<(fence: Fence) => ClaimState> {
  if (fences.length === 0) {
    return () => 'stale';
  }
  const rows: Pick<IngestionRow, 'id' | 'token' | 'state'>[] = await trx(
    'ingestions',
  )
    .whereIn(
      'id',
      fences.map(({ ingestionId }) => ingestionId),
    )
    .orderBy('id')
    .forUpdate()
    .select('id', 'token', 'state');
  const byId = new Map(rows.map(row => [row.id, row]));
  return ({ ingestionId, token }) => {
    const row = byId.get(ingestionId);
    if (row?.token !== token) {
      return 'stale';
    }
    return CLAIMS[row.state] ?? 'stale';
  };
}

/** Brings the ingestions of commits to their end in the same transaction. */
export async function passFences(
  trx: Knex.Transaction,
  submissions: readonly Submission[],
  at: string,
): Promise<void> {
  const ended = submissions.flatMap(({ command, context: { fence } }) =>
    fence
      ? [
          {
            id: fence.ingestionId,
            ...(command.type === 'RegisterVersion'
              ? {
                  version: escapeText(command.version),
                  checks: JSON.stringify(command.validation.checks),
                }
              : { version: null, checks: null }),
          },
        ]
      : [],
  );
  for (const { select } of rowSources(trx, 'ingestions', ended)) {
    await trx.raw(
      `update ingestions set state = 'succeeded', active_key = null, updated_at = ?, finished_at = ?,
         version = coalesce(given.version, ingestions.version), checks = coalesce(given.checks, ingestions.checks)
       from (?) as given where ingestions.id = given.id`,
      [at, at, select],
    );
  }
  const declarations = new Map(
    submissions.flatMap(({ command, context: { fence } }) =>
      fence && command.type === 'RegisterVersion'
        ? [[fence.ingestionId, command.declaration.entity.digest] as const]
        : [],
    ),
  );
  const erased = await erasedAmong(trx, [...declarations.values()]);
  await forgetErased(
    trx,
    [...declarations].flatMap(([id, digest]) =>
      erased.has(digest) ? [id] : [],
    ),
  );
}
