/**
 * Why a command or a question is refused.
 *
 * `VERSION_CONFLICT`: the label carries other bytes; both digests are named. `MODEL_NOT_FOUND`,
 * `VERSION_NOT_FOUND`, `REVIEW_NOT_FOUND`: no such subject. `REVIEW_CLOSED`: decided already.
 * `INVALID_TRANSITION`: the stage does not lead there. `UNKNOWN_TIER`: a text that is no tier. `INVALID_SCORE`: no
 * drift score. `INVALID_METRIC`: blank, or nearly the name of another metric. `INVALID_WINDOW`: no ISO 8601 duration.
 * `INVALID_SOURCE`: a source that names another caller. `INVALID_TIME`: a time that cannot be that of a
 * measurement. `INVALID_WAIVER`: not dated in the future, too far in it, or of what nobody may waive. `UNKNOWN_REQUIREMENT`: none of the board's.
 * `INVALID_REDIRECT`: not the reference of a model. `REF_TAKEN`: another model holds the reference.
 * `NOT_THE_OWNER`: a registration, rename or adoption by another owner. `STALE_CLAIM`: the ingestion was claimed anew.
 * `LIMIT_EXCEEDED`: see `limits.ts`. `INVALID_CURSOR`, `INVALID_AS_OF`: a question that cannot be read.
 * `DOCUMENT_MISMATCH`: bytes that do not have the digest they are given under. `STAGING_CLOSED`: an upload set that
 * takes no more. `STAGING_ELSEWHERE`: one whose files lie with another replica. `REBUILD_RUNNING`: one at a time.
 * `DOCUMENT_ALTERED`: the bytes of a document are not those that were recorded. `DOCUMENT_ERASED`: they are gone, and the
 * history says why. `EVENT_ALTERED`: an event is not what was recorded, or one before it is gone.
 * `DOCUMENT_NOT_FOUND`: no event names it. `SHARED_DOCUMENT`: another number of models holds it than was said.
 * `JOB_RUNNING`: one job of an administrator at a time. `VERIFICATION_FAILED`: one that came to no result.
 * `BACKUP_NOT_CONFIGURED`, `BACKUP_NO_FOLDER`, `BACKUP_NOT_SUPPORTED`: no folder for it, one that is not there, or a
 * database that has its own tool.
 */
export type DomainErrorCode =
  | 'VERSION_CONFLICT'
  | 'MODEL_NOT_FOUND'
  | 'VERSION_NOT_FOUND'
  | 'REVIEW_NOT_FOUND'
  | 'REVIEW_CLOSED'
  | 'INVALID_TRANSITION'
  | 'UNKNOWN_TIER'
  | 'INVALID_SCORE'
  | 'INVALID_METRIC'
  | 'INVALID_WINDOW'
  | 'INVALID_SOURCE'
  | 'INVALID_TIME'
  | 'INVALID_WAIVER'
  | 'UNKNOWN_REQUIREMENT'
  | 'INVALID_REDIRECT'
  | 'REF_TAKEN'
  | 'NOT_THE_OWNER'
  | 'STALE_CLAIM'
  | 'LIMIT_EXCEEDED'
  | 'INVALID_CURSOR'
  | 'INVALID_AS_OF'
  | 'DOCUMENT_MISMATCH'
  | 'STAGING_CLOSED'
  | 'STAGING_ELSEWHERE'
  | 'REBUILD_RUNNING'
  | 'DOCUMENT_ALTERED'
  | 'EVENT_ALTERED'
  | 'DOCUMENT_ERASED'
  | 'DOCUMENT_NOT_FOUND'
  | 'SHARED_DOCUMENT'
  | 'JOB_RUNNING'
  | 'VERIFICATION_FAILED'
  | 'BACKUP_NOT_CONFIGURED'
  | 'BACKUP_NO_FOLDER'
  | 'BACKUP_NOT_SUPPORTED';

export class DomainError extends Error {
  readonly code: DomainErrorCode;
  /** what the sentence names, for translation */
  readonly params: Record<string, string | number>;

  constructor(
    code: DomainErrorCode,
    message: string,
    options: {
      params?: Record<string, string | number>;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.params = options.params ?? {};
  }
}
