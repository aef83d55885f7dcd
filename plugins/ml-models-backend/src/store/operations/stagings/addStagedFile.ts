import type { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { MAX_STAGED_FILES } from '../../../domain/limits';
import type { DatabaseTime } from '../../databaseTime';
import { escapeText } from '../../escapeText';
import type { StagedFile } from '../../StagingStore';
import type { StagedFileRow } from './StagingRow';

/** See `StagingStore.addFile`. The first statement locks the set's row: what follows sees all of its files. */
export async function addStagedFile(
  trx: Knex.Transaction,
  { id, file, spool }: { id: string; file: StagedFile; spool: string },
  time: DatabaseTime,
): Promise<{ replaced?: string }> {
  const [open]: { spool: string }[] = await trx('staged_uploads')
    .where({ id, state: 'open' })
    .update({ updated_at: time() }, ['spool']);
  if (!open) {
    throw new DomainError(
      'STAGING_CLOSED',
      'this set of uploads takes no more files',
      { params: { id } },
    );
  }
  const present = await countFiles(trx, id);
  if (open.spool !== spool) {
    if (present > 0) {
      throw new DomainError(
        'STAGING_ELSEWHERE',
        'the other files of this set lie with another replica',
        { params: { id } },
      );
    }
    await trx('staged_uploads').where({ id }).update({ spool });
  }
  const path = escapeText(file.path);
  const before = await trx<StagedFileRow>('staged_files')
    .where({ staging_id: id, path })
    .first('spool_path');
  if (!before && present >= MAX_STAGED_FILES) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `a version has at most ${MAX_STAGED_FILES} files`,
      { params: { limit: MAX_STAGED_FILES } },
    );
  }
  await trx<StagedFileRow>('staged_files')
    .insert({
      staging_id: id,
      path,
      size: file.size,
      digest: file.digest,
      spool_path: escapeText(file.spoolPath),
    })
    .onConflict(['staging_id', 'path'])
    .merge();
  return before && before.spool_path !== file.spoolPath
    ? { replaced: before.spool_path }
    : {};
}

async function countFiles(trx: Knex.Transaction, id: string): Promise<number> {
  const [row] = await trx('staged_files')
    .where({ staging_id: id })
    .count({ count: '*' });
  return Number(row.count);
}
