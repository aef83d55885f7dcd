import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { erasedFault } from '../../../domain/faults';
import { INSERT_BATCH } from '../../../domain/limits';
import { sha256 } from '../../chain';
import { escapeText } from '../../escapeText';
import { readErasure } from './readErasure';

/** A row of `documents`; PostgreSQL gives 64-bit integers as text. */
export interface DocumentRow {
  digest: string;
  media_type: string;
  size: number | string;
  bytes: Uint8Array;
  stored_at: string;
  /** position of the event that erased it */
  erased_position: number | string | null;
}

const COLUMNS = ['digest', 'media_type', 'bytes', 'erased_position'] as const;

/** Whether bytes are those that were recorded under their digest. */
export function isIntact({
  digest,
  bytes,
}: Pick<DocumentRow, 'digest' | 'bytes'>): boolean {
  return sha256(bytes) === digest;
}

/**
 * A document whose bytes are those that were recorded; `undefined` when there is none. Throws `DOCUMENT_ALTERED`
 * when they are others, `DOCUMENT_ERASED` with when, why and by whom.
 */
export async function readDocument(
  knex: Knex,
  digest: string,
): Promise<{ mediaType: string; bytes: Uint8Array } | undefined> {
  const row = await knex<DocumentRow>('documents')
    .where({ digest: escapeText(digest) })
    .first(...COLUMNS);
  if (!row) {
    return undefined;
  }
  if (row.erased_position !== null) {
    const { at, reason } = await readErasure(knex, row.erased_position);
    const { message } = erasedFault({ at, reason });
    throw new DomainError('DOCUMENT_ERASED', message, {
      params: { digest, at, reason },
    });
  }
  if (!isIntact(row)) {
    throw new DomainError(
      'DOCUMENT_ALTERED',
      'the document is not what was recorded under its digest; what it says is unknown',
      { params: { digest } },
    );
  }
  return { mediaType: row.media_type, bytes: row.bytes };
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

/** The bytes of those documents that are there as they were recorded, by digest. */
export async function readDocuments(
  knex: Knex,
  digests: readonly string[],
  altered: (digest: string) => void = () => {},
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const asked = [...new Set(digests)].map(escapeText);
  for (let start = 0; start < asked.length; start += INSERT_BATCH) {
    const rows = await knex<DocumentRow>('documents')
      .whereIn('digest', asked.slice(start, start + INSERT_BATCH))
      .whereNull('erased_position')
      .select(...COLUMNS);
    for (const row of rows) {
      if (isIntact(row)) {
        found.set(row.digest, row.bytes);
      } else {
        altered(row.digest);
      }
    }
  }
  return found;
}
