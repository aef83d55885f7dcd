import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  ArtifactError,
  SpooledFile,
  spoolStream,
} from '@ml-models/artifact-io';
import {
  SPOOL_IDLE_MS,
  SPOOL_LEFTOVER_MS,
  SPOOL_MIN_FREE_BYTES,
  SPOOL_TOTAL_MS,
  UPLOAD_LEFTOVER_MS,
} from '../limits';

const LEFTOVER_MS = {
  fetched: SPOOL_LEFTOVER_MS,
  uploaded: UPLOAD_LEFTOVER_MS,
};

const GONE = { mtimeMs: Infinity, size: 0 };

/** @see Spool.write */
export interface SpoolRequest {
  area: keyof typeof LEFTOVER_MS;
  /** of this stream; passing it is `TOO_LARGE` */
  maxBytes: number;
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

/**
 * Streams on their way to inspection, under one limit for all of them together. `fetched` files belong to a
 * running ingestion; `uploaded` ones to a staging row.
 */
export class Spool {
  private used = 0;

  constructor(
    readonly directory: string,
    /** bytes of all files at once */
    private readonly maxBytes: number,
  ) {}

  /** Makes the folders, counts what lies there and removes what dead processes left. */
  async open(now: Date): Promise<void> {
    this.used = 0;
    for (const [area, maxAge] of Object.entries(LEFTOVER_MS)) {
      const folder = join(this.directory, area);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        // Another process may share the folder and be done with the file by now.
        const { mtimeMs, size } = await stat(path).catch(() => GONE);
        if (now.getTime() - mtimeMs > maxAge) {
          await rm(path, { force: true, recursive: true });
        } else {
          this.used += size;
        }
      }
    }
  }

  /**
   * Writes a stream to a new file. Throws `ArtifactError` as `spoolStream` does; `NO_SPACE` as well when all
   * files together would pass the limit.
   */
  async write(stream: Readable, request: SpoolRequest): Promise<SpoolFile> {
    const left = this.maxBytes - this.used;
    const name = `${request.area}/${randomUUID()}`;
    const path = join(this.directory, name);
    let written = 0;
    const count = (bytes: number) => {
      this.used += bytes - written;
      written = bytes;
      request.onProgress?.(bytes);
    };
    try {
      const file = await spoolStream(stream, path, {
        limits: {
          maxBytes: Math.min(request.maxBytes, Math.max(0, left)),
          idleMs: SPOOL_IDLE_MS,
          totalMs: SPOOL_TOTAL_MS,
          minFreeBytes: SPOOL_MIN_FREE_BYTES,
        },
        signal: request.signal,
        onProgress: count,
      });
      count(file.bytes);
      return { ...file, name, path };
    } catch (error) {
      this.used -= written;
      const isFull =
        error instanceof ArtifactError &&
        error.code === 'TOO_LARGE' &&
        left < request.maxBytes;
      throw isFull
        ? new ArtifactError('NO_SPACE', 'the spool is full', { cause: error })
        : error;
    }
  }

  /** Removes one file; one that is gone already is no error. */
  async remove(path: string): Promise<void> {
    const size = await stat(path).then(
      stats => stats.size,
      () => 0,
    );
    await rm(path, { force: true });
    this.used = Math.max(0, this.used - size);
  }
}
