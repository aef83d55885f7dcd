import { constants, BigIntStats } from 'node:fs';
import { FileHandle, open } from 'node:fs/promises';
import { ArtifactError } from '../ArtifactError';
import { FileIdentity, identityOf } from './FileIdentity';
import { systemError } from './systemError';

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
  readonly fd: number;
  private closing: Promise<void> | undefined;

  constructor(
    readonly path: string,
    readonly identity: FileIdentity,
    private readonly handle: FileHandle,
  ) {
    this.size = identity.size;
    this.fd = handle.fd;
  }

  close(): Promise<void> {
    this.closing ??= this.handle.close();
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
  const handle = await openDescriptor(location, path, options.noFollow);
  try {
    const stats = await handle.stat({ bigint: true });
    assertRegularFile(stats, path);
    return new OpenFile(path, identityOf(stats), handle);
  } catch (error) {
    await handle.close();
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
): Promise<FileHandle> {
  try {
    // O_NONBLOCK: opening a pipe without a writer would wait for ever.
    const flags =
      constants.O_RDONLY |
      (constants.O_NONBLOCK ?? 0) |
      (constants.O_NOCTTY ?? 0);
    return await open(
      location,
      noFollow ? flags | (constants.O_NOFOLLOW ?? 0) : flags,
    );
  } catch (error) {
    throw systemError(error, path);
  }
}
