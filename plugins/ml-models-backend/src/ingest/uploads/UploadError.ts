import type { IngestionProblem } from '../problems';

/**
 * Why an upload was not taken. `INVALID_PATH`: no path inside a version. `INVALID_MULTIPART`: not a body with
 * one `model` and one `manifest`. `ENTITY_MISMATCH`: the entity is about another model or version.
 * `STAGING_NOT_FOUND`: nothing was sent for this version. `STAGING_INCOMPLETE`: the problems list what is
 * declared and was not sent. `STAGING_ELSEWHERE`: the set's other files lie with another replica. `LIMIT_EXCEEDED`: more
 * files than a version may have. `STOPPING`: this replica is shutting down, another one takes it.
 */
export type UploadErrorCode =
  | 'INVALID_PATH'
  | 'INVALID_MULTIPART'
  | 'ENTITY_MISMATCH'
  | 'STAGING_NOT_FOUND'
  | 'STAGING_INCOMPLETE'
  | 'STAGING_ELSEWHERE'
  | 'LIMIT_EXCEEDED'
  | 'STOPPING';

export class UploadError extends Error {
  readonly code: UploadErrorCode;
  readonly problems: readonly IngestionProblem[];

  constructor(
    code: UploadErrorCode,
    message: string,
    options: { problems?: IngestionProblem[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'UploadError';
    this.code = code;
    this.problems = options.problems ?? [];
  }
}
