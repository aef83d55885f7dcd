import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { escapeText } from '../../escapeText';
import { documentHolders, DocumentRow } from './readDocument';

/** Whom the erasure of a document would touch. Throws `DOCUMENT_NOT_FOUND`, `DOCUMENT_ERASED`. */
export async function findErasable(
  knex: Knex,
  digest: string,
): Promise<{ mediaType: string; size: number; holders: string[] }> {
  const row = await knex<DocumentRow>('documents')
    .where({ digest: escapeText(digest) })
    .first('media_type', 'size', 'erased_position');
  const holders = await documentHolders(knex, digest);
  if (!row || holders.length === 0) {
    throw new DomainError(
      'DOCUMENT_NOT_FOUND',
      'no event names a document of this digest; what no event names goes with the retention',
    );
  }
  if (row.erased_position !== null) {
    throw new DomainError('DOCUMENT_ERASED', 'the document is erased already');
  }
  return { mediaType: row.media_type, size: Number(row.size), holders };
}
