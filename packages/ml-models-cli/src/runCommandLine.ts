import { CommanderError } from 'commander';
import { CliError } from './CliError';
import { EXIT, ExitCode } from './exitCode';
import { Output } from './output/Output';
import { printable } from './output/printable';
import { createProgram } from './program';

/**
 * Runs one command line (`argv` without program names) to its exit code;
 * never rejects.
 * @public
 */
export async function runCommandLine(
  argv: readonly string[],
  output: Output,
): Promise<ExitCode> {
  let exit: ExitCode = EXIT.OK;
  const program = createProgram(output, async command => {
    exit = await command();
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version end this way too, without an error.
      return error.exitCode === 0 ? EXIT.OK : EXIT.USAGE;
    }
    if (error instanceof CliError) {
      output.message(`ml-models: ${printable(error.message)}`);
      return error.exitCode;
    }
    const text = error instanceof Error ? error.stack : String(error);
    output.message(`ml-models: internal error: ${text}`);
    return EXIT.INTERNAL;
  }
}
