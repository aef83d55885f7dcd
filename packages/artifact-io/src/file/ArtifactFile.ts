import { BigIntStats, close, constants, fstat, open } from 'node:fs';
import { promisify } from 'node:util';
import { ArtifactError } from '../ArtifactError';
import { FileIdentity, identityOf } from './FileIdentity';
import { systemError } from './systemError';

// Not `node:fs/promises`: loading that takes as long as a small file in all.
const openAt = promisify(open);
const fstatOf = promisify(fstat);
const closeDescriptor = promisify(close);

/**
 * One open file. Everything that is read of an artifact is read through this
 * one descriptor, so that the path cannot be exchanged in between.
 * @public
 */
export interface ArtifactFile {
  /** as the caller gave it */
  readonly path: string;
  /** bytes when it was opened */
  readonly size: number;
  /** when it was opened */
  readonly identity: FileIdentity;
  readonly fd: number;
  /** to be called once nothing reads it any more; may be called twice */
  close(): Promise<void>;
}

class OpenFile implements ArtifactFile {
  readonly size: number;
  private closing: Promise<void> | undefined;

  constructor(
    readonly path: string,
    readonly identity: FileIdentity,
    readonly fd: number,
  ) {
    this.size = identity.size;
  }

  close(): Promise<void> {
    this.closing ??= closeDescriptor(this.fd);
    return this.closing;
  }
}

/**
 * Opens a regular file for reading. `location` is the path for the system,
 * `path` the one for people.
 */
export async function openRegularFile(
  location: string,
  path: string,
  options: { noFollow: boolean },
): Promise<ArtifactFile> {
  const fd = await openDescriptor(location, path, options.noFollow);
  try {
    const stats = await fstatOf(fd, { bigint: true });
    assertRegularFile(stats, path);
    return new OpenFile(path, identityOf(stats), fd);
  } catch (error) {
    await closeDescriptor(fd);
    throw error instanceof ArtifactError ? error : systemError(error, path);
  }
}

export function assertRegularFile(stats: BigIntStats, path: string): void {
  if (!stats.isFile()) {
    throw new ArtifactError('NOT_A_FILE', 'not a regular file', { path });
  }
}

async function openDescriptor(
  location: string,
  path: string,
  noFollow: boolean,
): Promise<number> {
  try {
    // O_NONBLOCK: opening a pipe without a writer would wait for ever.
    const flags =
      constants.O_RDONLY |
      (constants.O_NONBLOCK ?? 0) |
      (constants.O_NOCTTY ?? 0);
    return await openAt(
      location,
      noFollow ? flags | (constants.O_NOFOLLOW ?? 0) : flags,
    );
  } catch (error) {
    throw systemError(error, path);
  }
}
