import type {
  ModelEvent,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { RiskTier } from '@ml-models/model-governance';
import type { ModelCommand } from '../domain/ModelCommand';
import type { DocumentFault, ModelState } from '../domain/ModelState';
import type { IngestionAccess } from './IngestionStore';

export interface ErasureRequest {
  /** user or service entity reference */
  by: string;
  /** stays in the history for good */
  reason: string;
  /** how many models are meant; without it the document of one model */
  models?: number;
}

export interface Erased {
  /** event that says it */
  position: number;
  /** models whose history names the document */
  models: number;
}

/** Bytes to keep beside the events of one command, written in the same transaction. */
export interface DocumentBytes {
  /** `sha256:…` of `bytes` */
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** What stands in the database and is not what was recorded. */
export type Alteration =
  | { what: 'document'; digest: string }
  | { what: 'event'; position: number };

/** A commit of an ingestion whose claim has moved on is refused (`STALE_CLAIM`). */
export interface Fence {
  ingestionId: string;
  token: number;
}

export interface ExecuteContext {
  /** user or service entity reference */
  by: string;
  documents?: DocumentBytes[];
  /** the ingestion is set to `succeeded` in the same transaction */
  fence?: Fence;
}

/** Position, or an RFC 3339 instant with offset, or a date `YYYY-MM-DD` (the end of that day, UTC). */
export type AsOf = { position: number } | { instant: string };

/** SQL-able permission decision: a disjunction of conjunctions; `undefined` = everything. */
export interface ModelAccess {
  anyOf: {
    owners?: string[];
    namespaces?: string[];
    tiers?: string[];
    stages?: string[];
    not?: boolean;
  }[];
}

export interface ModelQuery {
  text?: string;
  /** references in full */
  modelRef?: string[];
  owner?: string[];
  system?: string[];
  stage?: string[];
  format?: string[];
  risk?: string[];
  tier?: string[];
  signed?: string[];
  scan?: string[];
  served?: string[];
  mesh?: string[];
  /** `yes`, `no` */
  attention?: string[];
  /** words of versions in service */
  inService?: string[];
  lifecycle?: string[];
  access?: ModelAccess;
  /** RFC 3339; looks at clusters before it are too old. Set by the store from its clock. */
  currentSince?: string;
  /** RFC 3339 by tier; measurements before it are too old to be good. Set by the store from its clock. */
  goodSince?: Readonly<Record<RiskTier, string>>;
}

export type ModelSort =
  | 'name'
  | '-name'
  | 'updatedAt'
  | '-updatedAt'
  | 'risk'
  | '-risk'
  | 'tier'
  | '-tier';

/** How far a reader of all models has come. */
export interface Reached {
  /** of the last event of the last model */
  position: number;
  /** of the last rebuild, after which everything is read anew */
  rebuilt: string | null;
}

/**
 * The registry's history and its projections. `execute` is the only writer of history. Knex stays behind this
 * interface; every method is one short use of the database.
 */
export interface ModelStore {
  /** Decide, append and project in one transaction; at most three tries on a lost optimistic lock. */
  execute(
    command: ModelCommand,
    context: ExecuteContext,
  ): Promise<{ state: ModelState; events: ModelEvent[] }>;

  /** Present state by reference (or one of its former references) or id. */
  findModel(
    key: { modelRef: string } | { id: string },
  ): Promise<ModelState | undefined>;
  /** State folded up to a past position or instant; `undefined` when it did not exist then. */
  findModelAsOf(
    key: { modelRef: string } | { id: string },
    asOf: AsOf,
  ): Promise<
    | {
        state: ModelState;
        position: number;
        recordedAt: string | null;
      }
    | undefined
  >;
  /** Leaves out models whose entity is gone from the catalog; `findModel` finds those too. */
  listModels(
    query: ModelQuery,
    page: {
      sort: ModelSort;
      limit: number;
      cursor?: string;
      total?: boolean;
    },
  ): Promise<{
    items: ModelState[];
    nextCursor: string | null;
    total?: number | null;
  }>;
  /**
   * A page of the present models that changed after a page before, those that are gone from the catalog too; all of
   * them, from the first on, when `since` is none or of before a rebuild (`reached.rebuilt` differs).
   */
  changesSince(
    since: Reached | undefined,
  ): Promise<{ items: ModelState[]; reached: Reached; more: boolean }>;
  facets(query: ModelQuery): Promise<Wire['Facets']>;
  /** Counts of the models of a query, and of the refused ingestions that `ingestions` shows. */
  summary(
    query: ModelQuery,
    ingestions?: IngestionAccess,
  ): Promise<Omit<Wire['Summary'], 'publisher'>>;

  /**
   * A page of one stream. `after` is the sequence where the page before ended in either order; 0 begins. Throws
   * `EVENT_ALTERED`.
   */
  listEvents(
    modelId: string,
    page: { after: number; limit: number; order: 'asc' | 'desc' },
  ): Promise<{ items: ModelEvent[]; nextAfter: number | null }>;
  /**
   * All events of the registry after a position, in order, for the publisher; the page ends before one that was
   * altered. Throws `EVENT_ALTERED` when that is the first.
   */
  readAll(after: number, limit: number): Promise<ModelEvent[]>;
  head(): Promise<{ position: number; headHash: string }>;
  /** The chain, every document and every row of the projections; bounded memory, yields between pages. */
  verify(signal?: AbortSignal): Promise<Wire['Verification']>;
  /** Folds all events anew and corrects the rows that differ. Throws `REBUILD_RUNNING`, `EVENT_ALTERED`. */
  rebuild(signal?: AbortSignal): Promise<{ events: number; models: number }>;

  /** Throws `DOCUMENT_ALTERED`, `DOCUMENT_ERASED`. */
  readDocument(
    digest: string,
  ): Promise<{ mediaType: string; bytes: Uint8Array } | undefined>;
  /**
   * Those of the documents that are not there as they were recorded, by digest. With `all` it measures every one, else
   * as many as one answer can wait for.
   */
  documentFaults(
    digests: readonly string[],
    options?: { all?: boolean },
  ): Promise<ReadonlyMap<string, DocumentFault>>;
  /** Digests of the documents that were erased, among these. */
  erasedAmong(digests: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Takes the bytes away for good; each model whose events name the document says so. Throws `DOCUMENT_NOT_FOUND`,
   * `DOCUMENT_ERASED`, `LIMIT_EXCEEDED`, `SHARED_DOCUMENT` with the number of models when another was meant.
   */
  eraseDocument(digest: string, erasure: ErasureRequest): Promise<Erased>;
  /** What an erasure would touch. Throws `DOCUMENT_NOT_FOUND`, `DOCUMENT_ERASED`. */
  erasable(
    digest: string,
  ): Promise<{ mediaType: string; size: number; models: number }>;
  /** The bytes of those documents that are there as they were recorded, by digest. */
  readDocuments(
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Ids of the models whose events carry this document, for the permission check. */
  documentHolders(digest: string): Promise<string[]>;

  /** Called whenever a document or an event is read that is not what was recorded. */
  onAltered(listener: (alteration: Alteration) => void): void;
  /** Called after each commit in this process, with the new head position. */
  onCommit(listener: (position: number) => void): () => void;
}
