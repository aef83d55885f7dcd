import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE = 'spool-id';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The name of the disk behind a spool directory: replicas that share the directory read one name, and a process that
 * starts again on its disk finds its own bytes by it. Throws `TypeError` when the file holds something else.
 */
export async function spoolIdentity(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, FILE);
  // 'wx': of two that begin together one names it
  await writeFile(path, randomUUID(), { flag: 'wx', mode: 0o600 }).catch(
    error => {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    },
  );
  const id = (await readFile(path, 'utf8')).trim();
  if (!UUID.test(id)) {
    throw new TypeError(`${path} does not hold the name of a spool`);
  }
  return id;
}
