import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { DAY_MS, INSERT_BATCH } from '../../../domain/limits';
import { sha256 } from '../../chain';
import type { DatabaseTime } from '../../databaseTime';
import { escapeText } from '../../escapeText';
import type { DocumentBytes } from '../../ModelStore';

/** Throws `DOCUMENT_MISMATCH` for bytes that do not have the digest they are given under. */
export function checkDocuments(documents: readonly DocumentBytes[]): void {
  for (const { digest, bytes } of documents) {
    const measured = sha256(bytes);
    if (measured !== digest) {
      throw new DomainError(
        'DOCUMENT_MISMATCH',
        `a document given as ${digest} is ${measured}`,
        { params: { digest, measured } },
      );
    }
  }
}

/**
 * Keeps checked bytes under their digest; the same again only makes them younger, once a day, and what was erased stays
 * so.
 */
export async function saveDocuments(
  trx: Knex,
  documents: readonly DocumentBytes[],
  time: DatabaseTime,
): Promise<void> {
  const unique = new Map(documents.map(each => [each.digest, each]));
  const rows = [...unique.values()].map(({ digest, mediaType, bytes }) => ({
    digest,
    media_type: escapeText(mediaType),
    size: bytes.byteLength,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    stored_at: time(),
  }));
  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await trx('documents')
      .insert(rows.slice(start, start + INSERT_BATCH))
      .onConflict('digest')
      .merge(['stored_at'])
      .where('documents.stored_at', '<', time(-DAY_MS));
  }
}
