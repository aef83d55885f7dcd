import { FormatErrorCode } from './Inspection';

/**
 * Bytes could not be read as a model file. `code` is the contract, the
 * message is for people; `offset` counts bytes from the start of the file.
 * @public
 */
export class FormatError extends Error {
  readonly code: FormatErrorCode;
  readonly offset?: number;

  constructor(
    code: FormatErrorCode,
    message: string,
    details: { offset?: number; cause?: unknown } = {},
  ) {
    super(
      message,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = 'FormatError';
    this.code = code;
    this.offset = details.offset;
  }
}
