import { monotonicFactory } from 'ulid';
import { DomainError } from '../domain/DomainError';
import { MAX_OPEN_STAGINGS } from '../domain/limits';
import { canonicalJson, sha256 } from './chain';
import type { OperationalStoreOptions } from './createIngestionStore';
import { databaseTime } from './databaseTime';
import { escapeText } from './escapeText';
import { addStagedFile } from './operations/stagings/addStagedFile';
import {
  adoptStaging,
  unknownStagings,
} from './operations/stagings/adoptStaging';
import {
  purgeStagings,
  removeStagings,
} from './operations/stagings/purgeStagings';
import {
  type StagedFileRow,
  type StagingRow,
  stagingOf,
} from './operations/stagings/StagingRow';
import { reconnecting } from './retryLost';
import type { StagingKey, StagingStore } from './StagingStore';

export function createStagingStore(
  options: OperationalStoreOptions,
): StagingStore {
  const { knex, clock } = options;
  const newId = options.newId ?? monotonicFactory();
  const time = databaseTime(knex, clock);

  const findOpen: StagingStore['findOpen'] = async key => {
    const row = await knex<StagingRow>('staged_uploads')
      .where({ open_key: openKey(key) })
      .first();
    return row && stagingOf(row);
  };

  /** Two at the same instant may pass it together: it keeps one caller from filling the table, not to the row. */
  const checkMayOpen = async (createdBy: string) => {
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
  };

  return reconnecting<StagingStore>({
    async openStaging(key, spool) {
      const { modelRef, version, createdBy } = key;
      const present = await findOpen(key);
      if (present) {
        return present;
      }
      await checkMayOpen(createdBy);
      const row = {
        id: `stg-${newId()}`,
        model_ref: escapeText(modelRef),
        version: escapeText(version),
        spool,
        state: 'open',
        open_key: openKey(key),
        created_by: escapeText(createdBy),
        created_at: time(),
        updated_at: time(),
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
    checkMayOpen,
    findOpen,
    async get(id) {
      const row = await knex<StagingRow>('staged_uploads')
        .where({ id: escapeText(id) })
        .first();
      return row && stagingOf(row);
    },
    addFile: (id, file, spool) =>
      knex.transaction(trx => addStagedFile(trx, { id, file, spool }, time)),
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
    async bytesOf(createdBy, spool) {
      const row: { bytes: number | string | null } | undefined = await knex(
        'staged_files',
      )
        .join('staged_uploads', 'staged_uploads.id', 'staged_files.staging_id')
        .where({ created_by: escapeText(createdBy), spool })
        .first({
          bytes: knex.raw('sum(cast(staged_files.size as bigint))'),
        });
      return Number(row?.bytes ?? 0);
    },
    remove: id => knex.transaction(trx => removeStagings(trx, [id])),
    async seen(spool) {
      await knex('spools')
        .insert({ id: spool, seen_at: time() })
        .onConflict('id')
        .merge();
    },
    purge: (spool, ages) =>
      knex.transaction(trx => purgeStagings(trx, { ...ages, spool }, time)),
    heldPaths: spool =>
      knex('staged_files')
        .join('staged_uploads', 'staged_uploads.id', 'staged_files.staging_id')
        .where({ spool })
        .pluck('spool_path'),
    unknown: () => unknownStagings(knex),
    adopt: (id, spool) => knex.transaction(trx => adoptStaging(trx, id, spool)),
  });
}

/** Migration 20261129000001 makes the same key of the rows that are open when it runs. */
function openKey({ modelRef, version, createdBy }: StagingKey): string {
  return sha256(canonicalJson([modelRef, version, createdBy]));
}
