import type {
  RecordedArtifact,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
import type { Lane, LaneKind } from './Lane';
import type { ModelAccess } from './ModelStore';

/** What an ingestion is asked to do; kept on the row, so a restart knows all of it. */
export interface IngestionRequest {
  modelRef: string;
  trigger: 'catalog' | 'api' | 'upload';
  requestedBy: string;
  /** the MLModel entity as JSON text */
  entity: string;
  /** digest of the declared part of the entity: the same again queues nothing */
  entityDigest: string;
  /** staged upload whose files are the artifacts */
  stagingId?: string;
  /** that bytes come from over the network */
  hosts?: readonly string[];
  traceparent?: string;
}

/** What a caller may see of the ingestions under conditions: the caller's own, and those of readable models. */
export interface IngestionAccess {
  models: ModelAccess;
  /** user or service entity reference */
  caller: string;
}

export interface ClaimedIngestion extends IngestionRequest {
  id: string;
  /** fencing token of this claim */
  token: number;
  attempts: number;
  /** its `Lane` as text, for the next claim to go on behind */
  lane: string;
}

/** What a worker can take on. */
export interface Claim {
  /** of this one claim, so that its row is found when the answer gets lost */
  key: string;
  kind: LaneKind;
  /** the spool whose uploads this worker can read */
  spool: string;
  /** the lane that had its turn last */
  after?: string;
  /** enough of this lane is under way */
  isBusy(lane: Lane): boolean;
}

export interface QueueState {
  queued: number;
  running: number;
  /** of the queued ones: not tried again before some time has passed */
  waiting: number;
  /** age of the oldest queued one in milliseconds; 0 when there is none */
  oldestQueuedMs: number;
}

/** The newest ingestion of a reference. */
export interface KnownRef {
  modelRef: string;
  entityDigest: string;
  state: Wire['IngestionState'];
  ingestionId: string;
}

/** The `ingestions` row is the only truth of the queue. */
export interface IngestionStore {
  /** The time of the database. */
  now(): Promise<Date>;
  /**
   * Returns the id of the caller's equal ingestion that is still queued or running instead of a second one. Closes the
   * upload set in the same transaction; `STAGING_CLOSED` when that was done before.
   */
  enqueue(request: IngestionRequest): Promise<string>;
  /** Takes the oldest queued row of the lane whose turn it is; grows `attempts`. */
  claim(
    worker: string,
    claim: Omit<Claim, 'key'>,
  ): Promise<ClaimedIngestion | undefined>;
  /**
   * Queues the rows again whose worker has not been heard of for `staleMs`, each after a pause that doubles from
   * `backoffMs`; `maxDeaths` over one file end it as `WORKER_DIED`. Answers with the number of rows.
   */
  reap(limits: {
    staleMs: number;
    maxDeaths: number;
    backoffMs: number;
  }): Promise<number>;
  /**
   * Ends queued uploads whose spool no replica has had for `lostMs` as `SPOOL_LOST`, and marks those that wait for
   * longer than `awayMs`. Answers with the number ended.
   */
  endLostUploads(limits: { awayMs: number; lostMs: number }): Promise<number>;
  /** How much waits, and for how long. */
  queue(): Promise<QueueState>;
  heartbeat(
    id: string,
    token: number,
    progress: Wire['Ingestion']['progress'],
  ): Promise<'ok' | 'stale' | 'cancelled'>;
  finish(
    id: string,
    token: number,
    result: {
      state: 'succeeded' | 'refused' | 'failed';
      version?: string;
      problems: Wire['Problem'][];
      checks?: Wire['Check'][];
    },
  ): Promise<boolean>;
  /**
   * Gives a claim back: the row is queued again as if it had not been claimed, its attempt does not count unless it has to
   * wait; one that
   * somebody wants stopped keeps that wish. `wait` says why it is not claimed for some time. False when the claim has
   * moved on.
   */
  release(
    id: string,
    token: number,
    wait?: { ms: number; problems: Wire['Problem'][] },
  ): Promise<boolean>;
  cancel(id: string, by: string): Promise<Wire['Ingestion'] | undefined>;
  get(id: string): Promise<Wire['Ingestion'] | undefined>;
  list(
    query: {
      modelRef?: string;
      state?: string;
      /** the newest of each reference, among what `access` shows */
      latest?: boolean;
      /** leaves out what was refused as somebody else's: it says nothing about the model */
      ofOwner?: boolean;
      /** words that its reference or its entity holds */
      text?: string;
      /** references in full */
      owner?: string[];
      system?: string[];
      access?: IngestionAccess;
    },
    page: { limit: number; cursor?: string },
  ): Promise<{ items: Wire['Ingestion'][]; nextCursor: string | null }>;
  /** Digest of the entity last brought to an end (succeeded or refused) for this reference. */
  lastEntityDigest(modelRef: string): Promise<string | undefined>;
  /** The newest ingestion of each reference, or of each of these, for the reconciler's comparison. */
  knownRefs(modelRefs?: readonly string[]): Promise<KnownRef[]>;

  /** Rows of files already finished in an earlier attempt; keyed by source identity. */
  finishedFile(identity: string): Promise<RecordedArtifact | undefined>;
  saveFinishedFile(
    identity: string,
    artifact: RecordedArtifact,
    documents: { digest: string; mediaType: string; bytes: Uint8Array }[],
  ): Promise<void>;
}
