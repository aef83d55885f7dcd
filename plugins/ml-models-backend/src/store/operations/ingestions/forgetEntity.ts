import type { Knex } from 'knex';
import type { ModelState } from '../../../domain/ModelState';
import { canonicalJson, sha256 } from '../../chain';
import type { IngestionRow } from '../../IngestionRow';

/** An erased declaration also goes from the ingestions that came to their end with it. */
export async function forgetEntity(
  trx: Knex.Transaction,
  state: ModelState,
  digest: string,
): Promise<void> {
  const rows = await trx<IngestionRow>('ingestions')
    .whereIn(
      'model_ref',
      state.refs.map(({ modelRef }) => modelRef),
    )
    .whereNotNull('finished_at')
    .select('id', 'entity');
  for (const { id, entity } of rows) {
    if (sha256(canonicalJson(JSON.parse(entity))) === digest) {
      await trx<IngestionRow>('ingestions')
        .where({ id })
        .update({ entity: '{}', declared_words: '' });
    }
  }
}
