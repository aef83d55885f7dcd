import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { GovernancePolicy } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { databaseClock } from './databaseClock';
import { alterationAlarm, alterationOf } from './alterationAlarm';
import { createAppendQueue } from './append/createAppendQueue';
import { commitBatch } from './append/commitBatch';
import type { Outcome } from './append/Submission';
import { oldestGood } from '../domain/drift/goodSince';
import type { Alteration, ModelQuery, ModelStore } from './ModelStore';
import { openDatabase } from './openDatabase';
import { ModelCounter } from './counts/ModelCounter';
import { countFacets } from './operations/models/facets';
import {
  documentHolders,
  readDocument,
  readDocuments,
} from './operations/documents/readDocument';
import { eraseDocument } from './operations/documents/eraseDocument';
import { findErasable } from './operations/documents/findErasable';
import { erasedAmong } from './operations/documents/erasedAmong';
import { findFaults } from './operations/documents/findFaults';
import { execute } from './operations/models/execute';
import { findModelAsOf } from './operations/models/findModelAsOf';
import { listModels } from './operations/models/listModels';
import { readChanges } from './operations/models/readChanges';
import { loadState } from './operations/models/loadState';
import { readHead } from './operations/events/lockHead';
import { listEvents, readAll } from './operations/events/readEvents';
import { rebuildProjections } from './operations/projections/rebuildProjections';
import { checkDocuments } from './operations/documents/saveDocuments';
import { upgradeProjections } from './operations/projections/upgradeProjections';
import { summarize } from './operations/models/summarize';
import { createWordIndex } from './operations/search/wordIndex';
import { verifyRegistry } from './operations/events/verifyRegistry';
import { retryLost } from './retryLost';

export interface StoreOptions {
  database: DatabaseService | Knex;
  logger: LoggerService;
  /** what events are stamped with instead of the database's time; for tests */
  clock?: () => Date;
  /** the instant as of which lists and counts answer; defaults to the database's time */
  now?: () => Date;
  /** a new unique identifier without prefix; defaults to monotonic ULIDs */
  newId?: () => string;
  /** age from which a look at a cluster says nothing of now; without it none is too old */
  servingStaleAfterMs?: number;
  /** how old a measurement within its threshold may be; without them none is too old */
  driftDemands?: GovernancePolicy['drift']['demands'];
}

/** The history and its projections on SQLite or PostgreSQL; brings the tables up to date first. */
export async function createModelStore(
  options: StoreOptions,
): Promise<ModelStore> {
  const knex = await openDatabase(options.database);
  const { logger, clock } = options;
  const now = options.now ?? clock ?? (await databaseClock(knex));
  const newId = options.newId ?? monotonicFactory();
  await createWordIndex(knex, logger);
  await upgradeProjections(knex, newId, logger);
  const { servingStaleAfterMs, driftDemands } = options;
  const asOfNow = (query: ModelQuery): ModelQuery => ({
    ...query,
    ...(servingStaleAfterMs !== undefined && {
      currentSince: new Date(
        now().getTime() - servingStaleAfterMs,
      ).toISOString(),
    }),
    ...(driftDemands && { goodSince: oldestGood(driftDemands, now()) }),
  });
  const counter = new ModelCounter(knex);
  const listeners = new Set<(position: number) => void>();

  const committed = (position: number) => {
    for (const listener of listeners) {
      try {
        listener(position);
      } catch (error) {
        logger.warn('A listener for committed events failed', {
          error: String(error),
        });
      }
    }
  };

  const alteredListeners = new Set<(alteration: Alteration) => void>();
  const alarm = alterationAlarm(logger, alteration =>
    alteredListeners.forEach(listener => listener(alteration)),
  );
  const alarmed = async <T>(reading: Promise<T>): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      const alteration = alterationOf(error);
      if (alteration) {
        alarm(alteration);
      }
      throw error;
    }
  };
  const documentAltered = (digest: string) =>
    alarm({ what: 'document', digest });

  const enqueue = createAppendQueue(submissions =>
    commitBatch(async (batch, decided) => {
      const { outcomes, position } = await knex.transaction(async trx => {
        const executed = await execute(trx, batch, { clock, newId });
        decided();
        return executed;
      });
      if (batch.some(({ again }) => again) || outcomes.some(hasEvents)) {
        committed(position);
      }
      return outcomes;
    }, submissions),
  );

  return {
    async execute(command, context) {
      checkDocuments(context.documents ?? []);
      return enqueue(command, context);
    },
    findModel: key => loadState(knex, key),
    findModelAsOf: (key, asOf) => alarmed(findModelAsOf(knex, key, asOf)),
    listModels: (query, page) =>
      listModels(knex, counter, asOfNow(query), page),
    changesSince: since => readChanges(knex, since),
    facets: query => countFacets(counter, asOfNow(query)),
    summary: (query, ingestions) =>
      summarize(knex, counter, asOfNow(query), ingestions),
    listEvents: (modelId, page) => alarmed(listEvents(knex, modelId, page)),
    readAll: (after, limit) => alarmed(readAll(knex, after, limit)),
    async head() {
      const { position, headHash } = await readHead(knex);
      return { position, headHash };
    },
    verify: signal => verifyRegistry(knex, signal),
    rebuild: signal => alarmed(rebuildProjections(knex, newId, signal)),
    readDocument: digest => alarmed(readDocument(knex, digest)),
    readDocuments: digests => readDocuments(knex, digests, documentAltered),
    async documentFaults(digests, { all = false } = {}) {
      const faults = await findFaults(
        knex,
        digests,
        all ? Infinity : undefined,
      );
      for (const [digest, { code }] of faults) {
        if (code === 'DOCUMENT_ALTERED') {
          documentAltered(digest);
        }
      }
      return faults;
    },
    erasedAmong: digests => erasedAmong(knex, digests),
    async eraseDocument(digest, erasure) {
      const { position, models } = await retryLost(() =>
        knex.transaction(trx =>
          eraseDocument(trx, digest, erasure, { clock, newId }),
        ),
      );
      committed(position);
      return { position, models };
    },
    async erasable(digest) {
      const { holders, mediaType, size } = await findErasable(knex, digest);
      return { mediaType, size, models: holders.length };
    },
    documentHolders: digest => documentHolders(knex, digest),
    onAltered(listener) {
      alteredListeners.add(listener);
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function hasEvents(outcome: Outcome): boolean {
  return 'events' in outcome && outcome.events.length > 0;
}
