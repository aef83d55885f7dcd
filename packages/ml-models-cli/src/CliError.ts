import { EXIT, ExitCode } from './exitCode';

/**
 * `USAGE`: the command was not understood. `UNREADABLE`: an input beside the
 * subjects could not be read. `NOT_WRITABLE`: an output could not be written.
 */
export type CliErrorCode = 'USAGE' | 'UNREADABLE' | 'NOT_WRITABLE';

const EXITS: Record<CliErrorCode, ExitCode> = {
  USAGE: EXIT.USAGE,
  UNREADABLE: EXIT.UNREADABLE,
  NOT_WRITABLE: EXIT.USAGE,
};

/** Ends the command with a message for the person who typed it. */
export class CliError extends Error {
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CliError';
    this.code = code;
  }

  get exitCode(): ExitCode {
    return EXITS[this.code];
  }
}
