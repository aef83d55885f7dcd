import type { Knex } from 'knex';
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
