import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { declaredEntity } from '../../../domain/declaredEntity';
import { INSERT_BATCH } from '../../../domain/limits';
import { canonicalJson, sha256 } from '../../chain';
import { escapeText } from '../../escapeText';
import type { IngestionRow } from '../../IngestionRow';
import { erasedAmong } from '../documents/erasedAmong';
import { isEntity } from './searchedColumns';

/** What a search or a filter finds of a row whose declaration was erased. */
export const NOTHING_SEARCHED = {
  declared_words: '',
  owner: null,
  system: null,
} as const;

/** Entities in memory at one time; each may have a quarter of a megabyte. */
const ROWS_AT_ONCE = 50;

const ERASED = 'what this said went with the erased declaration';

type Declared = Pick<IngestionRow, 'entity' | 'entity_digest'>;

/**
 * The document under which the history keeps a row's declaration. The row's own text says it: it may hold a location,
 * and lack a secret that `entity_digest` was made of.
 */
export function declarationOf({ entity, entity_digest }: Declared): string[] {
  const declared: unknown = JSON.parse(entity);
  if (!isEntity(declared) || !declared.metadata) {
    return [entity_digest];
  }
  const { metadata } = declared;
  return [
    entity_digest,
    sha256(canonicalJson(declaredEntity({ ...declared, metadata }))),
  ];
}

/**
 * Takes an erased declaration from the ingestions of these references: from those that ended all of it, from the others
 * what is searched, since their work still needs the rest; `forgetErased` takes that when they end.
 */
export async function forgetDeclaration(
  trx: Knex.Transaction,
  modelRefs: readonly string[],
  digest: string,
): Promise<void> {
  const ids: string[] = await trx<IngestionRow>('ingestions')
    .whereIn('model_ref', modelRefs.map(escapeText))
    .pluck('id');
  for await (const row of rowsOf(trx, ids)) {
    if (declarationOf(row).includes(digest)) {
      await forget(trx, row.id);
    }
  }
}

/**
 * Takes erased declarations from those of these ingestions that ended. In the transaction that ends them, so that an
 * erasure at the same time either sees the end or is seen by it.
 */
export async function forgetErased(
  trx: Knex.Transaction,
  ids: readonly string[],
): Promise<void> {
  for await (const row of rowsOf(trx, ids)) {
    if ((await erasedAmong(trx, declarationOf(row))).size > 0) {
      await forget(trx, row.id);
    }
  }
}

async function* rowsOf(
  trx: Knex.Transaction,
  ids: readonly string[],
): AsyncGenerator<Declared & Pick<IngestionRow, 'id'>> {
  const step = Math.min(ROWS_AT_ONCE, INSERT_BATCH);
  for (let start = 0; start < ids.length; start += step) {
    yield* await trx<IngestionRow>('ingestions')
      .whereIn('id', ids.slice(start, start + step))
      .select('id', 'entity', 'entity_digest');
  }
}

async function forget(trx: Knex.Transaction, id: string): Promise<void> {
  // one statement decides by the row as it is once nobody else holds it
  await trx<IngestionRow>('ingestions')
    .where({ id })
    .update({
      ...NOTHING_SEARCHED,
      entity: trx.raw(
        `case when finished_at is null then entity else '{}' end`,
      ),
    });
  const row = await trx<IngestionRow>('ingestions')
    .where({ id })
    .whereNotNull('finished_at')
    .first('problems', 'checks');
  if (row) {
    await trx<IngestionRow>('ingestions')
      .where({ id })
      .update({
        problems: JSON.stringify(
          (JSON.parse(row.problems) as Wire['Problem'][]).map(
            ({ code, field }) => ({
              code,
              ...(field !== undefined && { field }),
              message: ERASED,
            }),
          ),
        ),
        ...(row.checks !== null && {
          checks: JSON.stringify(
            (JSON.parse(row.checks) as Wire['Check'][]).map(
              ({ id: check, outcome }) => ({
                id: check,
                outcome,
                message: ERASED,
              }),
            ),
          ),
        }),
      });
  }
}
