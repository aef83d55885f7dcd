import type { Knex } from 'knex';
import { INSERT_BATCH, MAX_CHECKED_BYTES } from '../../../domain/limits';
import { escapeText } from '../../escapeText';
import type { DocumentFault } from '../../ModelStore';
import { readOrFault } from '../../readOrFault';
import { readDocument } from './readDocument';

/**
 * Why documents cannot be taken for evidence, by digest; one that is as it was recorded has no entry. Reads one
 * after another, so only one lies in memory, and no more than `MAX_CHECKED_BYTES` of all: the others are not known
 * to be right.
 */
export async function findFaults(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, DocumentFault>> {
  const faults = new Map<string, DocumentFault>();
  const reader = {
    readDocument: (digest: string) => readDocument(knex, digest),
  };
  const asked = [...new Set(digests)];
  const lengths = await readLengths(knex, asked);
  let bytes = 0;
  for (const digest of asked) {
    bytes += lengths.get(digest) ?? 0;
    if (bytes > MAX_CHECKED_BYTES) {
      faults.set(digest, {
        code: 'DOCUMENT_NOT_CHECKED',
        message: 'more is recorded than one answer can check',
      });
      continue;
    }
    const { fault } = await readOrFault(reader, digest);
    if (fault) {
      faults.set(digest, fault);
    }
  }
  return faults;
}

/** Bytes of the documents that are there. */
async function readLengths(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const lengths = new Map<string, number>();
  const asked = digests.map(escapeText);
  for (let start = 0; start < asked.length; start += INSERT_BATCH) {
    const rows: { digest: string; length: number | string }[] = await knex(
      'documents',
    )
      .whereIn('digest', asked.slice(start, start + INSERT_BATCH))
      .select('digest', knex.raw('length(bytes) as length'));
    rows.forEach(({ digest, length }) => lengths.set(digest, Number(length)));
  }
  return lengths;
}
