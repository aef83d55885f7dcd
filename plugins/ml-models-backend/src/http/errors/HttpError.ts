import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Every code that a route itself answers with; codes of the layers below pass through. */
export type HttpErrorCode =
  | 'INVALID_REQUEST'
  | 'INVALID_AS_OF'
  | 'INVALID_MODEL_REF'
  | 'INVALID_CURSOR'
  | 'MODEL_NOT_FOUND'
  | 'VERSION_NOT_FOUND'
  | 'ARTIFACT_NOT_FOUND'
  | 'DOCUMENT_NOT_FOUND'
  | 'INGESTION_NOT_FOUND'
  | 'JOB_NOT_FOUND'
  | 'ENTITY_NOT_FOUND'
  | 'ROUTE_NOT_FOUND'
  | 'FORMAT_NOT_AVAILABLE'
  | 'NOT_ALLOWED'
  | 'CATALOG_UNAVAILABLE'
  | 'ABORTED'
  | 'BODY_TOO_LARGE'
  | 'BODY_TOO_SLOW'
  | 'BUSY'
  | 'MALFORMED_BODY'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNSUPPORTED_ENCODING'
  | 'ENTITY_MISMATCH'
  | 'REFUSED';

/** What a route refuses with; `errorStatus` gives the status of its code. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;
  readonly problems: readonly Wire['Problem'][];
  /** the ingestion that keeps this refusal */
  readonly ingestionId?: string;

  constructor(
    code: HttpErrorCode,
    message: string,
    options: ErrorOptions & {
      problems?: readonly Wire['Problem'][];
      ingestionId?: string;
    } = {},
  ) {
    super(message, options);
    this.name = 'HttpError';
    this.code = code;
    this.problems = options.problems ?? [];
    this.ingestionId = options.ingestionId;
  }
}
