/** Every code of this package. @public */
export const TEXT_ERROR_CODES = [
  'MALFORMED',
  'NOT_UTF8',
  'TOO_LARGE',
  'TOO_DEEP',
  'TOO_MANY_NODES',
  'TOO_MANY_KEYS',
  'TOO_MANY_ALIASES',
  'TOO_MANY_DOCUMENTS',
  'TOO_COSTLY',
  'DUPLICATE_KEY',
  'INVALID_KEY',
] as const;

/**
 * Why a text was not read.
 *
 * `MALFORMED`: not the syntax asked for, or an alias without its anchor.
 * `NOT_UTF8`: other bytes than UTF-8.
 * `TOO_LARGE`, `TOO_DEEP`, `TOO_MANY_NODES`, `TOO_MANY_KEYS`, `TOO_MANY_ALIASES`, `TOO_MANY_DOCUMENTS`: over a limit.
 * `TOO_COSTLY`: took more time or memory than one text may; said by who reads it in a thread.
 * `DUPLICATE_KEY`: one key twice in one mapping, where parsers differ on which one counts.
 * `INVALID_KEY`: a key that is no scalar, such as a template that was not rendered.
 *
 * @public
 */
export type TextErrorCode = (typeof TEXT_ERROR_CODES)[number];

/** Where in a text, both from 1. @public */
export interface TextPosition {
  line: number;
  /** in UTF-16 units */
  column: number;
}

/** The one error of this package. @public */
export class TextError extends Error {
  readonly code: TextErrorCode;
  readonly position?: TextPosition;

  constructor(
    code: TextErrorCode,
    message: string,
    options: { cause?: unknown; position?: TextPosition } = {},
  ) {
    const { position, cause } = options;
    super(
      position
        ? `${message} (line ${position.line}, column ${position.column})`
        : message,
      { cause },
    );
    this.name = 'TextError';
    this.code = code;
    this.position = position;
  }

  /** The same error on the other side of a thread, where it arrives without its class. */
  static from(sent: {
    code: TextErrorCode;
    message: string;
    position?: TextPosition;
  }): TextError {
    const error = new TextError(sent.code, '', { position: sent.position });
    error.message = sent.message;
    return error;
  }
}
