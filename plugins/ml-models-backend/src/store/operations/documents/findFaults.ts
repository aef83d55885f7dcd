import type { Knex } from 'knex';
import { INSERT_BATCH, MAX_CHECKED_BYTES } from '../../../domain/limits';
import { erasedFault } from '../../../domain/faults';
import type { DocumentFault } from '../../../domain/ModelState';
import { escapeText } from '../../escapeText';
import { DocumentRow, isIntact } from './readDocument';
import { readErasure } from './readErasure';

/** Bytes of documents that one statement brings into memory; a single larger one comes alone. */
const READ_BYTES = 8 * 1024 * 1024;

type Length = Pick<DocumentRow, 'digest' | 'erased_position'> & {
  length: number | string;
};

const NOT_FOUND: DocumentFault = {
  code: 'DOCUMENT_NOT_FOUND',
  message: 'the document is not there',
};
const NOT_CHECKED: DocumentFault = {
  code: 'DOCUMENT_NOT_CHECKED',
  message: 'more is recorded than one answer can check',
};
const ALTERED: DocumentFault = {
  code: 'DOCUMENT_ALTERED',
  message:
    'the document is not what was recorded under its digest; what it says is unknown',
};

/**
 * Why documents cannot be taken for evidence, by digest; one that is as it was recorded has no entry. Reads some at a
 * time, and no more than `limit` bytes of all: the others are not known to be right.
 */
export async function findFaults(
  knex: Knex,
  digests: readonly string[],
  limit = MAX_CHECKED_BYTES,
): Promise<ReadonlyMap<string, DocumentFault>> {
  const faults = new Map<string, DocumentFault>();
  const asked = [...new Set(digests)];
  const lengths = await readLengths(knex, asked);
  let batch: string[] = [];
  let bytes = 0;
  let checked = 0;
  const check = async () => {
    for (const digest of await findAltered(knex, batch)) {
      faults.set(digest, ALTERED);
    }
    batch = [];
    bytes = 0;
  };
  for (const digest of asked) {
    const row = lengths.get(escapeText(digest));
    if (!row) {
      faults.set(digest, NOT_FOUND);
      continue;
    }
    if (row.erased_position !== null) {
      const erasure = await readErasure(knex, row.erased_position);
      faults.set(digest, erasedFault(erasure));
      continue;
    }
    const length = Number(row.length);
    checked += length;
    if (checked > limit) {
      faults.set(digest, NOT_CHECKED);
      continue;
    }
    if (bytes + length > READ_BYTES || batch.length === INSERT_BATCH) {
      await check();
    }
    batch.push(digest);
    bytes += length;
  }
  await check();
  return faults;
}

/** Those whose bytes are others than were recorded, or have gone since their length was read. */
async function findAltered(
  knex: Knex,
  digests: readonly string[],
): Promise<string[]> {
  if (digests.length === 0) {
    return [];
  }
  const rows: Pick<DocumentRow, 'digest' | 'bytes'>[] = await knex('documents')
    .whereIn('digest', digests.map(escapeText))
    .select('digest', 'bytes');
  const intact = new Set(rows.filter(isIntact).map(({ digest }) => digest));
  return digests.filter(digest => !intact.has(digest));
}

async function readLengths(
  knex: Knex,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Length>> {
  const lengths = new Map<string, Length>();
  const asked = digests.map(escapeText);
  for (let start = 0; start < asked.length; start += INSERT_BATCH) {
    const rows: Length[] = await knex('documents')
      .whereIn('digest', asked.slice(start, start + INSERT_BATCH))
      .select('digest', 'erased_position', knex.raw('length(bytes) as length'));
    rows.forEach(row => lengths.set(row.digest, row));
  }
  return lengths;
}
