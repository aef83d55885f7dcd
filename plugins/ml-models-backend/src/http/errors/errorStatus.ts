import { TextError } from '@ml-models/bounded-text';

/**
 * HTTP status of every error that may leave the API, by its code. A code that stands in no row is ours to
 * answer for: 500.
 *
 * | status | means |
 * | --- | --- |
 * | 400 | the request cannot be understood |
 * | 403 | understood, and the permission policy says no |
 * | 404 | not there, or not to be seen by the caller |
 * | 406 | there, but not in the form asked for |
 * | 408 | the body came too slowly |
 * | 409 | in conflict with what is recorded |
 * | 410 | erased, and the message says when and why |
 * | 413 | over a limit |
 * | 415 | a body of another media type |
 * | 422 | understood and refused: the problems say why |
 * | 500 | what is recorded was altered in the database: nobody may rely on it |
 * | 503 | too much waits already, or a verification was ended before its end: again later |
 * | 503 | the replica is shutting down, or its spool cannot be used |
 * | 503 | the catalog could not be asked whose the model is |
 * | 507 | no room for an upload, in the spool or on its disk |
 */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  INVALID_REQUEST: 400,
  INVALID_AS_OF: 400,
  INVALID_MODEL_REF: 400,
  INVALID_CURSOR: 400,
  INVALID_SCORE: 400,
  INVALID_METRIC: 400,
  INVALID_WINDOW: 400,
  INVALID_SOURCE: 400,
  INVALID_TIME: 400,
  INVALID_PATH: 400,
  INVALID_DIGEST: 400,
  INVALID_ENTITY: 400,
  INVALID_MULTIPART: 400,
  INVALID_WAIVER: 400,
  INVALID_REDIRECT: 400,
  DOCUMENT_MISMATCH: 400,
  MALFORMED_BODY: 400,
  NOT_UTF8: 400,
  DUPLICATE_KEY: 400,
  INVALID_KEY: 400,
  TOO_DEEP: 400,
  ENTITY_MISMATCH: 400,
  ABORTED: 400,
  CANCELLED: 400,
  STREAM_FAILED: 400,
  NOT_AUTHENTICATED: 401,
  NOT_ALLOWED: 403,
  NOT_THE_OWNER: 403,
  MODEL_NOT_FOUND: 404,
  VERSION_NOT_FOUND: 404,
  ARTIFACT_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  INGESTION_NOT_FOUND: 404,
  JOB_NOT_FOUND: 404,
  ENTITY_NOT_FOUND: 404,
  REVIEW_NOT_FOUND: 404,
  STAGING_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  FORMAT_NOT_AVAILABLE: 406,
  BODY_TOO_SLOW: 408,
  IDLE_TIMEOUT: 408,
  TOTAL_TIMEOUT: 408,
  TOO_SLOW: 408,
  VERSION_CONFLICT: 409,
  INVALID_TRANSITION: 409,
  REVIEW_CLOSED: 409,
  STALE_CLAIM: 409,
  REF_TAKEN: 409,
  REBUILD_RUNNING: 409,
  JOB_RUNNING: 409,
  SHARED_DOCUMENT: 409,
  CONFLICT: 409,
  STAGING_INCOMPLETE: 409,
  STAGING_CLOSED: 409,
  STAGING_ELSEWHERE: 409,
  NOT_CANCELLABLE: 409,
  DOCUMENT_ERASED: 410,
  BODY_TOO_LARGE: 413,
  LIMIT_EXCEEDED: 413,
  TOO_LARGE: 413,
  TOO_MANY_NODES: 413,
  TOO_MANY_KEYS: 413,
  TOO_MANY_ALIASES: 413,
  TOO_MANY_DOCUMENTS: 413,
  TOO_COSTLY: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNSUPPORTED_ENCODING: 415,
  MISSING_FIELD: 422,
  UNKNOWN_TIER: 422,
  UNKNOWN_REQUIREMENT: 422,
  DIGEST_MISMATCH: 422,
  REFUSED: 422,
  DOCUMENT_ALTERED: 500,
  EVENT_ALTERED: 500,
  VERIFICATION_FAILED: 503,
  BUSY: 503,
  STOPPING: 503,
  SPOOL_UNUSABLE: 503,
  CATALOG_UNAVAILABLE: 503,
  NO_SPACE: 507,
  DISK_FULL: 507,
};

/** Names of `@backstage/errors` and the codes under which they leave. */
const CODE_BY_NAME: Readonly<Record<string, string>> = {
  InputError: 'INVALID_REQUEST',
  AuthenticationError: 'NOT_AUTHENTICATED',
  NotAllowedError: 'NOT_ALLOWED',
  NotFoundError: 'ROUTE_NOT_FOUND',
  // a path whose percent-encoding is none
  URIError: 'INVALID_REQUEST',
  ConflictError: 'CONFLICT',
};

/** Codes of texts that would say less without the word. */
const CODE_OF_TEXT: Readonly<Record<string, string>> = {
  MALFORMED: 'MALFORMED_BODY',
  TOO_LARGE: 'BODY_TOO_LARGE',
};

/** Code and status of an error; `undefined` when it is none that a caller should see. */
export function errorStatus(
  error: Error & { code?: unknown },
): { code: string; status: number } | undefined {
  const code =
    (error instanceof TextError
      ? lookUp(CODE_OF_TEXT, error.code)
      : undefined) ??
    (typeof error.code === 'string' && Object.hasOwn(STATUS_BY_CODE, error.code)
      ? error.code
      : undefined) ??
    lookUp(CODE_BY_NAME, error.name);
  return code === undefined
    ? undefined
    : { code, status: STATUS_BY_CODE[code] };
}

function lookUp(
  table: Readonly<Record<string, string>>,
  key: unknown,
): string | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key)
    ? table[key]
    : undefined;
}
