import { spawnSync } from 'node:child_process';
import type { FileInspection } from '@ml-models/model-formats';
import { inRepository } from './repository';

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the real command line as a user would. */
export function mlModels(...args: string[]): CommandResult {
  return spawnSync(inRepository('packages/ml-models-cli/bin/ml-models'), args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
}

/** JSON Lines of standard output. */
export function jsonLines<T>(result: CommandResult): T[] {
  return result.stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

export const inspectFiles = (...args: string[]) =>
  jsonLines<FileInspection>(mlModels('inspect', '--json', ...args));
