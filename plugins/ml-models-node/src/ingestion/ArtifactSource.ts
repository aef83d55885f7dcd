import type { Readable } from 'node:stream';

/** Options of every provider call. @public */
export interface ProviderOptions {
  /** ends the work: cancelled by a person, timed out, or the backend stops */
  signal: AbortSignal;
}

/** What a source is asked for: one artifact as declared in the entity. @public */
export interface ArtifactRequest {
  /** `mlmodel:<namespace>/<name>` */
  modelRef: string;
  version: string;
  /** exactly one of `path` and `url` is set */
  path?: string;
  url?: string;
  /** `sha256:` + 64 lower-case hex digits, as declared */
  digest?: string;
  /**
   * `backstage.io/managed-by-location` as the catalog set it. Absent for an entity that was posted: what a
   * caller writes about itself is no place to read from.
   */
  location?: string;
  /** the closed upload that this ingestion is about */
  stagingId?: string;
}

/**
 * Where the bytes are. A `file` is opened below `root` without following any symbolic link and is never
 * copied; a `stream` is spooled once and then goes.
 * @public
 */
export type ArtifactOrigin =
  | { type: 'file'; root: string; path: string }
  | {
      type: 'stream';
      open(options: ProviderOptions): Promise<ArtifactStream>;
    };

/** @public */
export interface ArtifactStream {
  stream: Readable;
  /**
   * Changes whenever the bytes change (a strong etag, an object's version), and is unique within the source.
   * Absent when the source knows none: then the bytes are read again each time.
   */
  revision?: string;
}

/** One file of the version. @public */
export interface ResolvedArtifact {
  /** relative name inside the version, `/` between segments */
  path: string;
  /** for people and for the record: `path:…`, a URL without credentials, `upload` */
  source: string;
  origin: ArtifactOrigin;
}

/** Why a source gives no bytes. Final ones refuse the version, the others are tried again. @public */
export const ARTIFACT_SOURCE_ERROR_CODES = [
  /** nothing of that name at the source */
  'ARTIFACT_NOT_FOUND',
  /** not a name that a source may be asked for */
  'INVALID_PATH',
  /** leads out of the folder or the configured roots */
  'PATH_OUTSIDE_ROOT',
  /** the source cannot stream, and is not read whole into memory */
  'SOURCE_NOT_STREAMING',
  /** the portal's configuration does not allow this source */
  'SOURCE_NOT_ALLOWED',
  /** credentials in a URL, or no https */
  'INVALID_URL',
  /** not answered or answered with an error; again later */
  'NOT_FETCHED',
  /** the replica that held an upload is gone: send it again */
  'SPOOL_LOST',
] as const;

/** @public */
export type ArtifactSourceErrorCode =
  (typeof ARTIFACT_SOURCE_ERROR_CODES)[number];

/** The one error that a source throws on purpose; anything else counts as `NOT_FETCHED`. @public */
export class ArtifactSourceError extends Error {
  readonly code: ArtifactSourceErrorCode;

  constructor(
    code: ArtifactSourceErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ArtifactSourceError';
    this.code = code;
  }
}

/**
 * Finds the bytes of declared artifacts. Resolving reads nothing: bytes flow only through the origin.
 * @public
 */
export interface ArtifactSource {
  /** short and stable, such as `local`, `url`, `upload`; names the source in history and metrics */
  readonly name: string;
  /**
   * `undefined` when the artifact is not of this source. Throws `ArtifactSourceError` when it is, but cannot
   * be given.
   */
  resolve(
    request: ArtifactRequest,
    options: ProviderOptions,
  ): Promise<ResolvedArtifact | undefined>;
}
