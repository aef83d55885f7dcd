import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  ArtifactError,
  SpooledFile,
  spoolStream,
} from '@ml-models/artifact-io';
import {
  SPOOL_AREA_SHARE,
  SPOOL_IDLE_MS,
  SPOOL_LEFTOVER_MS,
  SPOOL_MAX_RATE,
  SPOOL_MIN_RATE,
  SPOOL_RATE_WINDOW_MS,
  SPOOL_TOTAL_MS,
  UPLOAD_LEFTOVER_MS,
} from '../limits';
import { DiskFullError } from './DiskFullError';
import { spoolIdentity } from './spoolIdentity';
import { SpoolPresence } from './SpoolPresence';

const AREAS = ['fetched', 'uploaded'] as const;

/** `fetched` files belong to a running ingestion, `uploaded` ones to a staging row. */
export type SpoolArea = (typeof AREAS)[number];

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

interface Writing {
  area: SpoolArea;
  holder?: string;
  bytes: number;
}

/**
 * Streams on their way to inspection, under one limit for all of them together. Neither uploads nor fetched files can
 * take all of it, and no caller all of what is there for uploads.
 */
export class Spool {
  /** bytes of finished files, by area */
  private readonly kept = { fetched: 0, uploaded: 0 };
  private readonly writing = new Map<string, Writing>();
  private identity: Promise<string> | undefined;
  private readonly presence: SpoolPresence;

  constructor(
    readonly directory: string,
    private readonly limits: SpoolLimits,
  ) {
    this.presence = new SpoolPresence(directory);
  }

  /** From now on those who share the directory know that this process is alive. */
  async start(): Promise<void> {
    await this.id();
    this.presence.start();
  }

  stop(): Promise<void> {
    return this.presence.stop();
  }

  /** The same for all who share the directory, and after a restart. */
  id(): Promise<string> {
    this.identity ??= this.open().catch(error => {
      this.identity = undefined;
      throw error;
    });
    return this.identity;
  }

  /** Counts what lies there, and removes fetched files that a dead process left. */
  async tidy(): Promise<void> {
    await this.id();
    const isOfAbsent = await this.presence.absent();
    for (const area of AREAS) {
      let bytes = 0;
      for (const { path, ageMs, size } of await this.files(area)) {
        const isLeft = isOfAbsent(basename(path)) || ageMs > SPOOL_LEFTOVER_MS;
        if (area === 'fetched' && isLeft) {
          await rm(path, { force: true, recursive: true });
        } else {
          bytes += size;
        }
      }
      this.kept[area] = bytes;
    }
  }

  /**
   * Removes uploads that none of the held paths names and that nobody writes any more: their process is gone, or they
   * are older than any upload takes. `held` is asked for after it is known who is gone.
   */
  async removeUnheld(held: () => Promise<readonly string[]>): Promise<void> {
    await this.id();
    const isOfAbsent = await this.presence.absent();
    const files = await this.files('uploaded');
    const names = new Set(await held());
    for (const { path, ageMs } of files) {
      const isLeft = isOfAbsent(basename(path)) || ageMs > UPLOAD_LEFTOVER_MS;
      if (!names.has(path) && isLeft) {
        await this.remove(path);
      }
    }
  }

  async usage(): Promise<SpoolUsage> {
    await this.id();
    const { bavail, bsize } = await statfs(this.directory);
    const [fetched, uploaded] = AREAS.map(area => this.usedIn(area));
    return {
      fetched,
      uploaded,
      used: fetched + uploaded,
      limit: this.limits.spoolBytes,
      free: bavail * bsize,
    };
  }

  /**
   * Writes a stream to a new file. Throws `ArtifactError` as `spoolStream` does; its `NO_SPACE` says that a limit of the
   * spool is reached, and `DiskFullError` that the disk is.
   */
  async write(stream: Readable, request: SpoolRequest): Promise<SpoolFile> {
    // It may fail while nothing listens yet, which would end the process.
    stream.on('error', () => {});
    await this.id();
    const left = this.leftFor(request);
    const name = `${request.area}/${this.presence.newName()}`;
    const path = join(this.directory, name);
    const writing: Writing = {
      area: request.area,
      holder: request.holder?.name,
      bytes: 0,
    };
    this.writing.set(path, writing);
    try {
      const file = await spoolStream(stream, path, {
        limits: {
          maxBytes: Math.min(request.maxBytes, Math.max(0, left.bytes)),
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
        onProgress: bytes => {
          writing.bytes = bytes;
          request.onProgress?.(bytes);
        },
      });
      this.kept[request.area] += file.bytes;
      return { ...file, name, path };
    } catch (error) {
      throw spoolError(error, left, request);
    } finally {
      this.writing.delete(path);
    }
  }

  /** Removes one file; one that is gone already is no error. */
  async remove(path: string): Promise<void> {
    const size = await stat(path).then(
      stats => stats.size,
      () => 0,
    );
    await rm(path, { force: true });
    const area = path.startsWith(join(this.directory, 'fetched'))
      ? 'fetched'
      : 'uploaded';
    this.kept[area] = Math.max(0, this.kept[area] - size);
  }

  private async open(): Promise<string> {
    const id = await spoolIdentity(this.directory);
    await this.presence.say();
    for (const area of AREAS) {
      await mkdir(join(this.directory, area), { recursive: true, mode: 0o700 });
    }
    return id;
  }

  /** How many bytes may come, and which limit says so. */
  private leftFor({ area, holder }: SpoolRequest): {
    bytes: number;
    why: string;
  } {
    const { spoolBytes, callerSpoolBytes } = this.limits;
    const used = AREAS.reduce((sum, each) => sum + this.usedIn(each), 0);
    const choices = [
      { bytes: spoolBytes - used, why: 'the spool is full' },
      {
        bytes: Math.floor(spoolBytes * SPOOL_AREA_SHARE) - this.usedIn(area),
        why: `the spool holds as many ${area} files as it may`,
      },
      ...(holder
        ? [
            {
              bytes:
                callerSpoolBytes - holder.bytes - this.writtenBy(holder.name),
              why: `your uploads hold ${callerSpoolBytes} bytes already: wait until they are read`,
            },
          ]
        : []),
    ];
    return choices.reduce((least, each) =>
      each.bytes < least.bytes ? each : least,
    );
  }

  private usedIn(area: SpoolArea): number {
    let bytes = this.kept[area];
    for (const each of this.writing.values()) {
      bytes += each.area === area ? each.bytes : 0;
    }
    return bytes;
  }

  private writtenBy(holder: string): number {
    let bytes = 0;
    for (const each of this.writing.values()) {
      bytes += each.holder === holder ? each.bytes : 0;
    }
    return bytes;
  }

  /** Finished files; those that are being written are counted elsewhere. */
  private async files(
    area: SpoolArea,
  ): Promise<{ path: string; ageMs: number; size: number }[]> {
    const folder = join(this.directory, area);
    const found = [];
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      // Another process may share the folder and be done with the file by now.
      const stats = await stat(path).catch(() => undefined);
      if (stats && !this.writing.has(path)) {
        const { mtimeMs, size } = stats;
        found.push({ path, ageMs: Date.now() - mtimeMs, size });
      }
    }
    return found;
  }
}

function spoolError(
  error: unknown,
  left: { bytes: number; why: string },
  request: SpoolRequest,
): unknown {
  if (!(error instanceof ArtifactError)) {
    return error;
  }
  if (error.code === 'TOO_LARGE' && left.bytes < request.maxBytes) {
    return new ArtifactError('NO_SPACE', left.why, { cause: error });
  }
  return error.code === 'NO_SPACE' ? new DiskFullError(error) : error;
}
