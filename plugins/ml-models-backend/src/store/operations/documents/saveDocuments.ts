import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { sha256 } from '../../chain';
import { escapeText } from '../../escapeText';
import type { DocumentBytes } from '../../ModelStore';

/** Keeps bytes under their digest; the same again changes nothing. Throws `DOCUMENT_MISMATCH`. */
export async function saveDocuments(
  trx: Knex,
  documents: readonly DocumentBytes[],
): Promise<void> {
  for (const { digest, mediaType, bytes } of documents) {
    const measured = sha256(bytes);
    if (measured !== digest) {
      throw new DomainError(
        'DOCUMENT_MISMATCH',
        `a document given as ${digest} is ${measured}`,
        { params: { digest, measured } },
      );
    }
    await trx('documents')
      .insert({
        digest,
        media_type: escapeText(mediaType),
        size: bytes.byteLength,
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      })
      .onConflict('digest')
      .ignore();
  }
}
