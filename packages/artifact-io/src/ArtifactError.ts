/**
 * Why a file, stream or worker could not be used.
 *
 * | Code | Meaning | Again? |
 * | --- | --- | --- |
 * | `INVALID_PATH` | absolute, `..`, empty component or NUL | no |
 * | `OUTSIDE_ROOT` | the opened file is not where the path says | no |
 * | `SYMLINK` | a component below the root is a symbolic link | no |
 * | `NOT_A_FILE` | directory, device, socket or pipe | no |
 * | `NOT_FOUND` | nothing of that name | when it is there |
 * | `NOT_READABLE` | the system refused to open or read it; see `cause` | maybe |
 * | `CHANGED_WHILE_READ` | another file or other bytes than at the beginning | yes |
 * | `TOO_LARGE` | more bytes than allowed | no |
 * | `IDLE_TIMEOUT` | no byte for too long | yes |
 * | `TOTAL_TIMEOUT` | not complete in time | yes |
 * | `TOO_SLOW` | fewer bytes in a while than a sender has to bring | yes |
 * | `NO_SPACE` | too little free space for the spool | yes |
 * | `TARGET_UNUSABLE` | the disk of the spool failed, not the sender; see `cause` | once it is mended |
 * | `TARGET_EXISTS` | the spool file is there already; it is left alone | no |
 * | `STREAM_FAILED` | the sender's stream ended in an error; see `cause` | yes |
 * | `CANCELLED` | by the caller's signal | by the caller |
 * | `DIGEST_MISMATCH` | other bytes than the declared digest | no |
 * | `WORKER_DIED` | a worker thread ended by itself; see `cause` | yes |
 * | `BUSY` | too much waits already | yes |
 * | `CLOSED` | the pool or file is closed | no |
 */
export const ARTIFACT_ERROR_CODES = [
  'INVALID_PATH',
  'OUTSIDE_ROOT',
  'SYMLINK',
  'NOT_A_FILE',
  'NOT_FOUND',
  'NOT_READABLE',
  'CHANGED_WHILE_READ',
  'TOO_LARGE',
  'IDLE_TIMEOUT',
  'TOTAL_TIMEOUT',
  'TOO_SLOW',
  'NO_SPACE',
  'TARGET_UNUSABLE',
  'TARGET_EXISTS',
  'STREAM_FAILED',
  'CANCELLED',
  'DIGEST_MISMATCH',
  'WORKER_DIED',
  'BUSY',
  'CLOSED',
] as const;

/** @public */
export type ArtifactErrorCode = (typeof ARTIFACT_ERROR_CODES)[number];

/** The one error of this package; `code` is the contract. @public */
export class ArtifactError extends Error {
  readonly code: ArtifactErrorCode;
  /** as the caller gave it */
  readonly path?: string;

  constructor(
    code: ArtifactErrorCode,
    message: string,
    details: { path?: string; cause?: unknown } = {},
  ) {
    super(
      message,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = 'ArtifactError';
    this.code = code;
    this.path = details.path;
  }
}
