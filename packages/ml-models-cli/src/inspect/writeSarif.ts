import { writeFile } from 'node:fs/promises';
import { CliError } from '../CliError';
import { sarifLog } from './sarifLog';
import { SubjectInspection } from './SubjectInspection';

/** Throws `CliError` `NOT_WRITABLE`. */
export async function writeSarif(
  path: string,
  subjects: readonly SubjectInspection[],
): Promise<void> {
  const log = sarifLog(subjects, process.cwd());
  try {
    await writeFile(path, `${JSON.stringify(log, null, 2)}\n`);
  } catch (error) {
    throw new CliError('NOT_WRITABLE', `${path} could not be written`, error);
  }
}
