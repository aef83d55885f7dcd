import { rm, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  ArtifactError,
  ArtifactErrorCode,
  ArtifactFile,
  openContained,
  SpooledFile,
  spoolStream,
} from '@ml-models/artifact-io';
import {
  SPOOL_AREA_SHARE,
  SPOOL_GRANT_BYTES,
  SPOOL_IDLE_MS,
  SPOOL_LEFTOVER_MS,
  SPOOL_MAX_RATE,
  SPOOL_MIN_RATE,
  SPOOL_RATE_WINDOW_MS,
  SPOOL_TOTAL_MS,
  UPLOAD_LEFTOVER_MS,
} from '../limits';
import { DiskFullError } from './DiskFullError';
import { SpoolContents } from './SpoolContents';
import { type SpoolArea, SpoolFolders } from './SpoolFolders';
import { SpoolPresence } from './SpoolPresence';
import { SpoolUnusableError } from './SpoolUnusableError';

export type { SpoolArea };

/** @see Spool.write */
export interface SpoolRequest {
  area: SpoolArea;
  /** of this stream; passing it is `TOO_LARGE` */
  maxBytes: number;
  /** for whom; what one holds is bounded by `mayHold` */
  holder?: { name: string; bytes: number };
  signal?: AbortSignal;
  onProgress?(bytes: number): void;
}

/** A spooled file, below the spool's directory. */
export interface SpoolFile extends SpooledFile {
  /** relative to the spool's directory, `/` between segments */
  name: string;
  /** absolute */
  path: string;
}

/** Bytes. */
export interface SpoolUsage {
  fetched: number;
  uploaded: number;
  used: number;
  /** of all files together, as configured */
  limit: number;
  /** of the files of one area */
  areaLimit: number;
  /** free on the disk of the spool */
  free: number;
}

export interface SpoolLimits {
  /** bytes of all files at once */
  spoolBytes: number;
  /** bytes that one caller's uploads may hold */
  callerSpoolBytes: number;
  /** bytes that stay free on the disk, which may be the system's own */
  spoolFreeBytes: number;
}

/** All others are the disk's. */
const SENDERS_ERRORS: ReadonlySet<ArtifactErrorCode> = new Set([
  'TOO_LARGE',
  'IDLE_TIMEOUT',
  'TOTAL_TIMEOUT',
  'TOO_SLOW',
  'STREAM_FAILED',
  'CANCELLED',
]);

interface Writing {
  holder?: string;
  bytes: number;
}

/** How many bytes a file may have, and which limit says so. */
interface Room {
  bytes: number;
  why: string;
}

/**
 * Streams on their way to inspection, under one limit for all of them together. Neither uploads nor fetched files can
 * take all of it, and no caller all of what is there for uploads. Replicas may share the directory: what lies there
 * decides, not what one of them wrote.
 *
 * Every method throws `SpoolUnusableError` when the directory cannot be used.
 */
export class Spool {
  private readonly writing = new Map<string, Writing>();
  private readonly presence: SpoolPresence;
  private readonly folders: SpoolFolders;
  private readonly contents: SpoolContents;

  constructor(
    readonly directory: string,
    private readonly limits: SpoolLimits,
  ) {
    this.presence = new SpoolPresence(directory);
    this.folders = new SpoolFolders(directory, this.presence);
    this.contents = new SpoolContents(directory);
  }

  /** From now on those who share the directory know that this process is alive. */
  async start(): Promise<void> {
    await this.id();
    this.presence.start();
  }

  stop(): Promise<void> {
    return this.presence.stop();
  }

  /** The same for all who share the directory, and after a restart; another one once the directory was made anew. */
  id(): Promise<string> {
    return this.folders.ready();
  }

  /** Removes fetched files that a dead process left. */
  async tidy(): Promise<void> {
    await this.used(async () => {
      const isOfAbsent = await this.presence.absent();
      for (const { area, path, ageMs } of await this.finished()) {
        const isLeft = isOfAbsent(basename(path)) || ageMs > SPOOL_LEFTOVER_MS;
        if (area === 'fetched' && isLeft) {
          await rm(path, { force: true, recursive: true });
          this.contents.changed();
        }
      }
    });
  }

  /**
   * Removes uploads that none of the held paths names and that nobody writes any more: their process is gone, or they
   * are older than any upload takes. `held` is asked for after it is known who is gone.
   */
  async removeUnheld(held: () => Promise<readonly string[]>): Promise<void> {
    const { isOfAbsent, files } = await this.used(async () => ({
      isOfAbsent: await this.presence.absent(),
      files: await this.finished(),
    }));
    const names = new Set(await held());
    for (const { area, path, ageMs } of files) {
      const isLeft = isOfAbsent(basename(path)) || ageMs > UPLOAD_LEFTOVER_MS;
      if (area === 'uploaded' && !names.has(path) && isLeft) {
        await this.remove(path);
      }
    }
  }

  async usage(): Promise<SpoolUsage> {
    return this.used(async () => {
      const { bavail, bsize } = await statfs(this.directory);
      const { fetched, uploaded } = await this.contents.bytes();
      return {
        fetched,
        uploaded,
        used: fetched + uploaded,
        limit: this.limits.spoolBytes,
        areaLimit: this.areaLimit,
        free: bavail * bsize,
      };
    });
  }

  /**
   * Writes a stream to a new file. Throws `ArtifactError` as `spoolStream` does; its `NO_SPACE` says that a limit of the
   * spool is reached, and `DiskFullError` that the disk is.
   */
  async write(stream: Readable, request: SpoolRequest): Promise<SpoolFile> {
    // It may fail while nothing listens yet, which would end the process.
    stream.on('error', () => {});
    await this.id();
    const name = `${request.area}/${this.presence.newName()}`;
    const path = join(this.directory, name);
    const writing: Writing = { holder: request.holder?.name, bytes: 0 };
    this.writing.set(path, writing);
    let granted = 0;
    let over: ArtifactError | undefined;
    const checkRoom = async (bytes: number) => {
      const room = await this.roomFor(request, path);
      if (bytes > room.bytes) {
        over = new ArtifactError('NO_SPACE', room.why);
        throw over;
      }
      granted = Math.min(room.bytes, bytes + SPOOL_GRANT_BYTES);
    };
    try {
      const file = await spoolStream(stream, path, {
        limits: {
          maxBytes: request.maxBytes,
          idleMs: SPOOL_IDLE_MS,
          totalMs: SPOOL_TOTAL_MS,
          minFreeBytes: this.limits.spoolFreeBytes,
          maxRate: SPOOL_MAX_RATE,
          minRate: {
            bytesPerSecond: SPOOL_MIN_RATE,
            windowMs: SPOOL_RATE_WINDOW_MS,
          },
        },
        signal: request.signal,
        mayWrite: async bytes => {
          if (bytes > granted) {
            await checkRoom(bytes);
          }
        },
        onProgress: bytes => {
          writing.bytes = bytes;
          request.onProgress?.(bytes);
        },
      });
      this.contents.changed();
      try {
        // Others wrote meanwhile: who comes last sees all that is there.
        await checkRoom(file.bytes);
      } catch (error) {
        await this.remove(path);
        throw error;
      }
      return { ...file, name, path };
    } catch (error) {
      throw over ?? this.failure(error);
    } finally {
      this.writing.delete(path);
    }
  }

  /** Opens a file that was written. */
  async open({ name }: Pick<SpoolFile, 'name'>): Promise<ArtifactFile> {
    return this.used(() => openContained(this.directory, name));
  }

  /** Removes one file; one that is gone already is no error. */
  async remove(path: string): Promise<void> {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw this.failure(error);
    } finally {
      this.contents.changed();
    }
  }

  private get areaLimit(): number {
    return Math.floor(this.limits.spoolBytes * SPOOL_AREA_SHARE);
  }

  private async roomFor(
    { area, holder }: SpoolRequest,
    path: string,
  ): Promise<Room> {
    const { spoolBytes, callerSpoolBytes } = this.limits;
    const others = await this.contents.bytes(path).catch(cause => {
      throw new ArtifactError('TARGET_UNUSABLE', 'cannot be measured', {
        cause,
      });
    });
    const choices = [
      {
        bytes: spoolBytes - others.fetched - others.uploaded,
        why: 'the spool is full',
      },
      {
        bytes: this.areaLimit - others[area],
        why: `the spool holds as many ${area} files as it may`,
      },
      ...(holder
        ? [
            {
              bytes:
                callerSpoolBytes -
                holder.bytes -
                this.writtenBy(holder.name, path),
              why: `your uploads hold ${callerSpoolBytes} bytes already: wait until they are read`,
            },
          ]
        : []),
    ];
    return choices.reduce((least, each) =>
      each.bytes < least.bytes ? each : least,
    );
  }

  private writtenBy(holder: string, except: string): number {
    let bytes = 0;
    for (const [path, each] of this.writing) {
      bytes += each.holder === holder && path !== except ? each.bytes : 0;
    }
    return bytes;
  }

  /** Files that this process is not writing. */
  private async finished() {
    const files = await this.contents.files();
    return files.filter(({ path }) => !this.writing.has(path));
  }

  private async used<T>(work: () => Promise<T>): Promise<T> {
    await this.id();
    try {
      return await work();
    } catch (error) {
      throw this.failure(error);
    }
  }

  /** What the disk did is not what the sender did. */
  private failure(error: unknown): unknown {
    const isOfSender =
      error instanceof ArtifactError && SENDERS_ERRORS.has(error.code);
    if (isOfSender || error instanceof SpoolUnusableError) {
      return error;
    }
    this.folders.doubt();
    return error instanceof ArtifactError && error.code === 'NO_SPACE'
      ? new DiskFullError(error)
      : new SpoolUnusableError(error);
  }
}
