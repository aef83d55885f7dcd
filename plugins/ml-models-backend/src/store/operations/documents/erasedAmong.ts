import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import { escapeText } from '../../escapeText';

/** Digests of the documents that were erased, among these. */
export async function erasedAmong(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const erased = new Set<string>();
  const asked = [...new Set(digests)].map(escapeText);
  for (let start = 0; start < asked.length; start += INSERT_BATCH) {
    const found: string[] = await knex('documents')
      .whereIn('digest', asked.slice(start, start + INSERT_BATCH))
      .whereNotNull('erased_position')
      .pluck('digest');
    found.forEach(digest => erased.add(digest));
  }
  return erased;
}
