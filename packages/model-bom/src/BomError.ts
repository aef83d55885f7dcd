/**
 * Why no document could be made.
 *
 * `INVALID_ENTITY`: no name, or a version that is no text. `NO_FILES`: a version without files has no identity. `INVALID_PATH`: not a
 * relative name, or one that has no UTF-8 form. `DUPLICATE_PATH`: two files
 * of one name. `INVALID_SIZE`: not a whole number of bytes. `INVALID_DIGEST`:
 * not the spelling of the digest. `INVALID_TIMESTAMP`: not RFC 3339 UTC with
 * whole seconds. `INVALID_NAMESPACE`: not an absolute URI without fragment.
 * `LIMIT_EXCEEDED`: more than `limits.ts` allows.
 * @public
 */
export type BomErrorCode =
  | 'INVALID_ENTITY'
  | 'NO_FILES'
  | 'INVALID_PATH'
  | 'DUPLICATE_PATH'
  | 'INVALID_SIZE'
  | 'INVALID_DIGEST'
  | 'INVALID_TIMESTAMP'
  | 'INVALID_NAMESPACE'
  | 'LIMIT_EXCEEDED';

/** @public */
export class BomError extends Error {
  readonly code: BomErrorCode;

  constructor(
    code: BomErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'BomError';
    this.code = code;
  }
}
