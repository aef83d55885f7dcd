import type { Knex } from 'knex';
import { INSERT_BATCH } from '../../../domain/limits';
import { escapeText } from '../../escapeText';

export async function readDocument(
  knex: Knex,
  digest: string,
): Promise<{ mediaType: string; bytes: Uint8Array } | undefined> {
  const row: { media_type: string; bytes: Uint8Array } | undefined = await knex(
    'documents',
  )
    .where({ digest: escapeText(digest) })
    .first('media_type', 'bytes');
  return row && { mediaType: row.media_type, bytes: row.bytes };
}

/** Ids of the models whose events carry a document. */
export async function documentHolders(
  knex: Knex,
  digest: string,
): Promise<string[]> {
  return await knex('document_holders')
    .where({ digest: escapeText(digest) })
    .orderBy('model_id')
    .pluck('model_id');
}

/** The bytes of those documents that there are, by digest. */
export async function readDocuments(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const asked = [...new Set(digests)].map(escapeText);
  for (let start = 0; start < asked.length; start += INSERT_BATCH) {
    const rows: { digest: string; bytes: Uint8Array }[] = await knex(
      'documents',
    )
      .whereIn('digest', asked.slice(start, start + INSERT_BATCH))
      .select('digest', 'bytes');
    for (const { digest, bytes } of rows) {
      found.set(digest, bytes);
    }
  }
  return found;
}
