/**
 * `ml-models` on the command line.
 *
 * @packageDocumentation
 */
export { runCommandLine } from './runCommandLine';
export { EXIT } from './exitCode';
export type { ExitCode } from './exitCode';
export type { Output } from './output/Output';
