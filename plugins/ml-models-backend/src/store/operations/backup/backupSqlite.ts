import { createReadStream } from 'node:fs';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import makeKnex, { Knex } from 'knex';
import { DomainError } from '../../../domain/DomainError';
import { isSqlite } from '../../openDatabase';
import { readHead } from '../events/lockHead';

/** A consistent copy of the database. */
export interface Backup {
  /** name of the file in the configured folder */
  file: string;
  bytes: number;
  /** `sha256:…` of the file */
  digest: string;
  /** of the last event in it */
  position: number;
  headHash: string;
}

/** Pages that are copied at once; between two lots other requests go first. */
const PAGES = 500;

/** The embedded driver's own connection, as far as a copy needs it. */
interface Copying {
  backup(
    file: string,
    options: { progress(): number },
  ): Promise<{ totalPages: number }>;
}

/**
 * Copies an embedded database while it is used, by SQLite's online back-up over the connection that writes: what is
 * written meanwhile is in the copy, and an open transaction is waited for. The copy appears under its name only when
 * it is whole and on disk. Throws `BACKUP_NOT_SUPPORTED`, `BACKUP_NO_FOLDER`.
 */
export async function backupSqlite(
  knex: Knex,
  directory: string,
  now: Date,
): Promise<Backup> {
  if (!isSqlite(knex)) {
    throw new DomainError(
      'BACKUP_NOT_SUPPORTED',
      'PostgreSQL is backed up with pg_dump, see docs/operations.md',
    );
  }
  await checkFolder(directory);
  const file = `ml-models-${now.toISOString().replace(/[:.]/g, '-')}.sqlite`;
  const part = join(directory, `${file}.part`);
  try {
    const connection: unknown = await knex.client.acquireConnection();
    // held, it would keep every other statement out until the end; the pool's one connection stays as it is
    await knex.client.releaseConnection(connection);
    await copyingOf(connection).backup(part, { progress: () => PAGES });
    // whoever reads the copy reads the whole registry
    await chmod(part, 0o600);
    const head = await finish(part);
    await sync(part);
    const { size } = await stat(part);
    const digest = await digestOf(part);
    await rename(part, join(directory, file));
    return { file, bytes: size, digest, ...head };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** A folder that is gone is not made: it may be a disk that is not mounted, and the copy would lie elsewhere. */
async function checkFolder(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new DomainError(
      'BACKUP_NO_FOLDER',
      'the folder that mlModels.backup.directory names is not there',
    );
  }
}

function copyingOf(connection: unknown): Copying {
  if (
    typeof connection === 'object' &&
    connection !== null &&
    'backup' in connection &&
    typeof connection.backup === 'function'
  ) {
    return connection as Copying;
  }
  throw new DomainError(
    'BACKUP_NOT_SUPPORTED',
    'the driver of this database cannot copy it while it is used',
  );
}

/** Opens the copy, which also shows that it is a database with a head, and leaves nothing in it that runs. */
async function finish(
  file: string,
): Promise<Pick<Backup, 'position' | 'headHash'>> {
  const copy = makeKnex({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
  });
  try {
    const { position, headHash } = await readHead(copy);
    // the job that made it is under way in it; restored within its lease, it would keep others out
    await copy('admin_jobs').whereNotNull('active_key').delete();
    // one file without a log beside it, whatever the original's mode is
    await copy.raw('pragma journal_mode = delete');
    return { position, headHash };
  } finally {
    await copy.destroy();
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest('hex')}`;
}
