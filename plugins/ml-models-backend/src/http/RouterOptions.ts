import type {
  BackstageCredentials,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { Readable } from 'node:stream';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { AttestationRequest } from '@ml-models/backstage-plugin-ml-models-node';
import type { verifyAttestation } from '../governance/verifyAttestation';
import type { RegistryPolicy } from '../governance/RegistryPolicy';
import type { RegistryMetrics } from '../metrics/RegistryMetrics';
import type { Administration } from '../admin/createAdministration';
import type { Readiness } from '../readiness/Readiness';
import type { AdminJobStore } from '../store/AdminJobStore';
import type { IngestionStore } from '../store/IngestionStore';
import type { ModelStore } from '../store/ModelStore';
import type { IngestRight } from './access/IngestRight';
import type { ModelAuthorizer } from './access/ModelAuthorizer';
import type { ModelAnswers } from './answers/ModelAnswers';

/** What is asked of the ingestion by a route. */
export interface IngestionDesk {
  /** Queues an entity; answers with the ingestion's id. */
  request(request: {
    entity: unknown;
    trigger: 'api' | 'upload';
    requestedBy: string;
    traceparent: string;
    stagingId?: string;
  }): Promise<string>;
  /** What a declaration lacks that no file can supply. */
  lacks(entity: unknown): Wire['Problem'][];
}

/** Uploads before they become an ingestion. */
export interface UploadDesk {
  /** Spools and hashes one file into the caller's open staging of this version. */
  stage(upload: {
    modelRef: string;
    version: string;
    path: string;
    stream: Readable;
    by: string;
    signal: AbortSignal;
  }): Promise<Wire['StagedArtifact']>;
  /** The caller's staging, for the ingestion that closes it; `STAGING_INCOMPLETE` lists what the entity declares and nobody sent. */
  complete(upload: {
    modelRef: string;
    version: string;
    entity: unknown;
    by: string;
  }): Promise<{ stagingId: string }>;
  /** Reads `model` and `manifest` of a multipart body into a set of its own, unless `allow` throws. */
  receive(upload: {
    contentType: string;
    stream: Readable;
    by: string;
    signal: AbortSignal;
    allow(entity: unknown): Promise<void>;
  }): Promise<{ stagingId: string; entity: unknown }>;
  /** Drops a set that becomes no ingestion. */
  remove(stagingId: string): Promise<void>;
}

/** The catalog, as far as a route needs it. */
export interface EntityReader {
  find(
    modelRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined>;
}

/** What every router of the API is made of. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  authorizer: ModelAuthorizer;
  /** what a caller may bring in; throws `NOT_ALLOWED` when nothing */
  ingestRight(credentials: BackstageCredentials): Promise<IngestRight>;
  models: ModelStore;
  ingestions: IngestionStore;
  answers: ModelAnswers;
  desk: IngestionDesk;
  uploads: UploadDesk;
  entities: EntityReader;
  policy: RegistryPolicy;
  /** what the registered verifiers say of a posted statement */
  verify: (
    request: AttestationRequest,
  ) => Promise<Awaited<ReturnType<typeof verifyAttestation>>>;
  metrics: RegistryMetrics;
  jobs: AdminJobStore;
  administration: Pick<Administration, 'jobs' | 'verify' | 'lastVerification'>;
  readiness: Readiness;
  logger: LoggerService;
  now(): Date;
  /** milliseconds that only grow */
  monotonic: () => number;
  /** how far the publisher is */
  publisher: () => Promise<NonNullable<Wire['Summary']['publisher']>>;
  /** metrics without a token */
  publicMetrics: boolean;
}
