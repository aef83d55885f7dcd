import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { DomainError } from '../domain/DomainError';
import { MAX_OPEN_STAGINGS, MAX_STAGED_FILES } from '../domain/limits';
import { canonicalJson, sha256 } from './chain';
import type { OperationalStoreOptions } from './createIngestionStore';
import { escapeText } from './escapeText';
import type { Staging, StagingKey, StagingStore } from './StagingStore';

interface StagingRow {
  id: string;
  model_ref: string;
  version: string;
  state: Staging['state'];
  open_key: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
}

interface StagedFileRow {
  staging_id: string;
  path: string;
  size: string;
  digest: string;
  spool_path: string;
}

export function createStagingStore(
  options: OperationalStoreOptions,
): StagingStore {
  const { knex, clock = () => new Date() } = options;
  const newId = options.newId ?? monotonicFactory();
  const at = () => clock().toISOString();

  const findOpen: StagingStore['findOpen'] = async key => {
    const row = await knex<StagingRow>('staged_uploads')
      .where({ open_key: openKey(key) })
      .first();
    return row && stagingOf(row);
  };

  return {
    async openStaging(key) {
      const { modelRef, version, createdBy } = key;
      const present = await findOpen(key);
      if (present) {
        return present;
      }
      await checkOpenSets(knex, createdBy);
      const row: StagingRow = {
        id: `stg-${newId()}`,
        model_ref: escapeText(modelRef),
        version: escapeText(version),
        state: 'open',
        open_key: openKey(key),
        created_by: escapeText(createdBy),
        created_at: at(),
        updated_at: at(),
      };
      for (;;) {
        await knex('staged_uploads')
          .insert(row)
          .onConflict('open_key')
          .ignore();
        const open = await findOpen(key);
        // the other one may have been closed between the two statements
        if (open) {
          return open;
        }
      }
    },
    findOpen,
    async get(id) {
      const row = await knex<StagingRow>('staged_uploads')
        .where({ id: escapeText(id) })
        .first();
      return row && stagingOf(row);
    },
    addFile: (id, file) =>
      knex.transaction(async trx => {
        const open = await trx('staged_uploads')
          .where({ id, state: 'open' })
          .update({ updated_at: at() });
        if (open === 0) {
          throw new DomainError(
            'STAGING_CLOSED',
            'this set of uploads takes no more files',
            { params: { id } },
          );
        }
        const path = escapeText(file.path);
        const before = await trx<StagedFileRow>('staged_files')
          .where({ staging_id: id, path })
          .first('spool_path');
        if (!before && (await countFiles(trx, id)) >= MAX_STAGED_FILES) {
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
      }),
    async listFiles(id) {
      const rows = await knex<StagedFileRow>('staged_files')
        .where({ staging_id: id })
        .orderBy('path');
      return rows.map(row => ({
        path: row.path,
        size: row.size,
        digest: row.digest,
        spoolPath: row.spool_path,
      }));
    },
    async close(id) {
      const closed = await knex('staged_uploads')
        .where({ id, state: 'open' })
        .update({ state: 'closed', open_key: null, updated_at: at() });
      return closed === 1;
    },
    remove: id => knex.transaction(trx => removeStagings(trx, [id])),
    purgeIdle: before =>
      knex.transaction(async trx => {
        // closing first: a file that comes in now is refused, not lost
        await trx('staged_uploads')
          .where({ state: 'open' })
          .where('updated_at', '<', before)
          .update({ state: 'closed', open_key: null, version: '' });
        const idle = await trx<StagingRow>('staged_uploads')
          .where({ state: 'closed', version: '' })
          .pluck('id');
        return removeStagings(trx, idle);
      }),
  };
}

async function removeStagings(
  trx: Knex.Transaction,
  ids: string[],
): Promise<string[]> {
  const paths: string[] = [];
  for (const id of ids) {
    paths.push(
      ...(await trx<StagedFileRow>('staged_files')
        .where({ staging_id: id })
        .pluck('spool_path')),
    );
    await trx('staged_files').where({ staging_id: id }).delete();
    await trx('staged_uploads').where({ id }).delete();
  }
  return paths;
}

async function countFiles(trx: Knex.Transaction, id: string): Promise<number> {
  const [row] = await trx('staged_files')
    .where({ staging_id: id })
    .count({ count: '*' });
  return Number(row.count);
}

/** Two at the same instant may pass it together: it keeps one caller from filling the table, not to the row. */
async function checkOpenSets(knex: Knex, createdBy: string): Promise<void> {
  const [row] = await knex('staged_uploads')
    .where({ created_by: escapeText(createdBy), state: 'open' })
    .count({ count: '*' });
  if (Number(row.count) >= MAX_OPEN_STAGINGS) {
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `${row.count} upload sets of yours are open; close some first`,
      { params: { limit: MAX_OPEN_STAGINGS } },
    );
  }
}

/** Migration 20261129000001 makes the same key of the rows that are open when it runs. */
function openKey({ modelRef, version, createdBy }: StagingKey): string {
  return sha256(canonicalJson([modelRef, version, createdBy]));
}

function stagingOf(row: StagingRow): Staging {
  return {
    id: row.id,
    modelRef: row.model_ref,
    version: row.version,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
