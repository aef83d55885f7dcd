import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { GovernancePolicy } from '@ml-models/model-governance';
import type { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { DomainError } from '../domain/DomainError';
import { databaseClock } from './databaseClock';
import { documentAlarm } from './documentAlarm';
import { createAppendQueue } from './append/createAppendQueue';
import { commitBatch } from './append/commitBatch';
import type { Outcome } from './append/Submission';
import { oldestGood } from '../domain/drift/goodSince';
import type { ModelQuery, ModelStore } from './ModelStore';
import { openDatabase } from './openDatabase';
import { ModelCounter } from './counts/ModelCounter';
import { countFacets } from './operations/models/facets';
import {
  documentHolders,
  readDocument,
  readDocuments,
} from './operations/documents/readDocument';
import { eraseDocument } from './operations/documents/eraseDocument';
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
import { verifyHistory } from './operations/events/verifyHistory';
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

  const alteredListeners = new Set<(digest: string) => void>();
  const alarm = documentAlarm(logger, digest =>
    alteredListeners.forEach(listener => listener(digest)),
  );
  const alarmed = async <T>(digest: string, read: () => Promise<T>) => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'DOCUMENT_ALTERED') {
        alarm(digest);
      }
      throw error;
    }
  };

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
    findModelAsOf: (key, asOf) => findModelAsOf(knex, key, asOf),
    listModels: (query, page) =>
      listModels(knex, counter, asOfNow(query), page),
    changesSince: since => readChanges(knex, since),
    facets: query => countFacets(counter, asOfNow(query)),
    summary: (query, ingestions) =>
      summarize(knex, counter, asOfNow(query), ingestions),
    listEvents: (modelId, page) => listEvents(knex, modelId, page),
    readAll: (after, limit) => readAll(knex, after, limit),
    async head() {
      const { position, headHash } = await readHead(knex);
      return { position, headHash };
    },
    verifyChain: () => verifyHistory(knex),
    verify: signal => verifyRegistry(knex, signal),
    rebuild: signal => rebuildProjections(knex, newId, signal),
    readDocument: digest => alarmed(digest, () => readDocument(knex, digest)),
    readDocuments: digests => readDocuments(knex, digests, alarm),
    async documentFaults(digests, { all = false } = {}) {
      const faults = await findFaults(
        knex,
        digests,
        all ? Infinity : undefined,
      );
      for (const [digest, { code }] of faults) {
        if (code === 'DOCUMENT_ALTERED') {
          alarm(digest);
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
    documentHolders: digest => documentHolders(knex, digest),
    onDocumentAltered(listener) {
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
