import type {
  RecordedArtifact,
  Wire,
} from '@ml-models/backstage-plugin-ml-models-common';
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
}

/** The `ingestions` row is the only truth of the queue. */
export interface IngestionStore {
  /** Returns the id of the caller's equal ingestion that is still queued or running instead of a second one. */
  enqueue(request: IngestionRequest): Promise<string>;
  /** Takes the oldest queued row (or one whose heartbeat is older than `staleMs`); grows `attempts`. */
  claim(
    worker: string,
    options: { staleMs: number; maxAttempts: number },
  ): Promise<ClaimedIngestion | undefined>;
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
   * Gives a claim back: the row is queued again as if it had not been claimed, its attempt does not count; one that
   * somebody wants stopped keeps that wish. False when the claim has moved on.
   */
  release(id: string, token: number): Promise<boolean>;
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
  /** The entity document of the newest ingestion of each reference, for the reconciler's comparison. */
  knownRefs(): Promise<{ modelRef: string; entityDigest: string }[]>;

  /** Rows of files already finished in an earlier attempt; keyed by source identity. */
  finishedFile(identity: string): Promise<RecordedArtifact | undefined>;
  saveFinishedFile(
    identity: string,
    artifact: RecordedArtifact,
    documents: { digest: string; mediaType: string; bytes: Uint8Array }[],
  ): Promise<void>;
}
