import type { RecordedArtifact } from '@ml-models/backstage-plugin-ml-models-common';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { sha256 } from './chain';
import { databaseTime, readDatabaseTime } from './databaseTime';
import { escapeText } from './escapeText';
import { IngestionRow, ingestionOf } from './IngestionRow';
import type { IngestionStore } from './IngestionStore';
import { cancelIngestion } from './operations/ingestions/cancelIngestion';
import {
  claimIngestion,
  findClaimed,
} from './operations/ingestions/claimIngestion';
import { endLostUploads } from './operations/ingestions/endLostUploads';
import { enqueueIngestion } from './operations/ingestions/enqueueIngestion';
import { finishIngestion } from './operations/ingestions/finishIngestion';
import {
  knownRefs,
  lastEntityDigest,
  listIngestions,
  registeredModels,
} from './operations/ingestions/listIngestions';
import { readQueue } from './operations/ingestions/readQueue';
import { reapSilent } from './operations/ingestions/reapSilent';
import { releaseIngestion } from './operations/ingestions/releaseIngestion';
import {
  checkDocuments,
  saveDocuments,
} from './operations/documents/saveDocuments';
import { reconnecting, retryLost } from './retryLost';

export interface OperationalStoreOptions {
  /** of `openDatabase` */
  knex: Knex;
  /** stands for the database's time in tests */
  clock?: () => Date;
  newId?: () => string;
}

export function createIngestionStore(
  options: OperationalStoreOptions,
): IngestionStore {
  const { knex, clock } = options;
  const newId = options.newId ?? monotonicFactory();
  const time = databaseTime(knex, clock);
  let claims = 0;

  const repeatable = reconnecting<Omit<IngestionStore, 'enqueue' | 'claim'>>({
    now: () => readDatabaseTime(knex, time),
    reap: limits => reapSilent(knex, limits, time),
    endLostUploads: limits => endLostUploads(knex, limits, time),
    queue: () => readQueue(knex, time),
    async heartbeat(id, token, progress) {
      const beaten = await knex('ingestions')
        .where({ id, token, state: 'running' })
        .update({
          progress: JSON.stringify(progress),
          heartbeat_at: time(),
          updated_at: time(),
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
      knex.transaction(trx => finishIngestion(trx, id, token, result, time)),
    release: (id, token, wait) => releaseIngestion(knex, id, token, wait, time),
    cancel: (id, by) =>
      knex.transaction(trx => cancelIngestion(trx, id, by, time)),
    async get(id) {
      const row = await knex<IngestionRow>('ingestions')
        .where({ id: escapeText(id) })
        .first('ingestions.*', registeredModels(knex, 'ingestions'));
      return row && ingestionOf(row);
    },
    list: (query, page) => listIngestions(knex, query, page),
    lastEntityDigest: modelRef => lastEntityDigest(knex, modelRef),
    knownRefs: modelRefs => knownRefs(knex, modelRefs),

    async finishedFile(identity) {
      const row: { artifact: string } | undefined = await knex(
        'ingestion_files',
      )
        .where({ identity: sha256(identity) })
        .first('artifact');
      return row && (JSON.parse(row.artifact) as RecordedArtifact);
    },
    async saveFinishedFile(identity, artifact, documents) {
      checkDocuments(documents);
      await knex.transaction(async trx => {
        await saveDocuments(trx, documents, time);
        await trx('ingestion_files')
          .insert({
            identity: sha256(identity),
            artifact: JSON.stringify(artifact),
            created_at: time(),
          })
          .onConflict('identity')
          .merge();
      });
    },
  });

  return {
    ...repeatable,
    async enqueue(request) {
      const id = `ing-${newId()}`;
      return retryLost(() =>
        knex.transaction(trx => enqueueIngestion(trx, request, { id, time })),
      );
    },
    async claim(worker, claim) {
      claims += 1;
      const key = `${worker}#${claims}`;
      return retryLost(
        async attempt =>
          (attempt > 1 && (await findClaimed(knex, key))) ||
          claimIngestion(knex, { ...claim, key }, time),
      );
    },
  };
}
