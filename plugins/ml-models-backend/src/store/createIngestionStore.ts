import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { sha256 } from './chain';
import { escapeText } from './escapeText';
import { IngestionRow, ingestionOf } from './IngestionRow';
import type { IngestionStore } from './IngestionStore';
import { cancelIngestion } from './operations/ingestions/cancelIngestion';
import { claimIngestion } from './operations/ingestions/claimIngestion';
import { enqueueIngestion } from './operations/ingestions/enqueueIngestion';
import { finishIngestion } from './operations/ingestions/finishIngestion';
import {
  knownRefs,
  lastEntityDigest,
  listIngestions,
  registeredModels,
} from './operations/ingestions/listIngestions';
import { releaseIngestion } from './operations/ingestions/releaseIngestion';
import { saveDocuments } from './operations/documents/saveDocuments';

export interface OperationalStoreOptions {
  /** of `openDatabase` */
  knex: Knex;
  clock?: () => Date;
  newId?: () => string;
}

export function createIngestionStore(
  options: OperationalStoreOptions,
): IngestionStore {
  const { knex, clock = () => new Date() } = options;
  const newId = options.newId ?? monotonicFactory();
  const at = () => clock().toISOString();

  return {
    enqueue: request =>
      enqueueIngestion(knex, request, { id: `ing-${newId()}`, at: at() }),
    claim: (worker, claim) =>
      claimIngestion(knex, worker, { ...claim, now: clock() }),
    async heartbeat(id, token, progress) {
      const beaten = await knex('ingestions')
        .where({ id, token, state: 'running' })
        .update({
          progress: JSON.stringify(progress),
          heartbeat_at: at(),
          updated_at: at(),
        });
      if (beaten === 0) {
        return 'stale';
      }
      const row = await knex<IngestionRow>('ingestions')
        .where({ id, token })
        .first('cancel_requested');
      return row?.cancel_requested === 1 ? 'cancelled' : 'ok';
    },
    finish: (id, token, result) =>
      finishIngestion(knex, id, token, result, at()),
    release: (id, token) => releaseIngestion(knex, id, token, at()),
    cancel: (id, by) => cancelIngestion(knex, id, by, at()),
    async get(id) {
      const row = await knex<IngestionRow>('ingestions')
        .where({ id: escapeText(id) })
        .first('ingestions.*', registeredModels(knex, 'ingestions'));
      return row && ingestionOf(row);
    },
    list: (query, page) => listIngestions(knex, query, page),
    lastEntityDigest: modelRef => lastEntityDigest(knex, modelRef),
    knownRefs: () => knownRefs(knex),

    async finishedFile(identity) {
      const row: { artifact: string } | undefined = await knex(
        'ingestion_files',
      )
        .where({ identity: sha256(identity) })
        .first('artifact');
      return row && (JSON.parse(row.artifact) as RecordedArtifact);
    },
    saveFinishedFile: (identity, artifact, documents) =>
      knex.transaction(async trx => {
        await saveDocuments(trx, documents);
        await trx('ingestion_files')
          .insert({
            identity: sha256(identity),
            artifact: JSON.stringify(artifact),
            created_at: at(),
          })
          .onConflict('identity')
          .merge();
      }),
  };
}
