import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { formatSha256 } from '@ml-models/model-formats/digest';
import { ArtifactError } from '../ArtifactError';
import { targetError } from '../file/systemError';
import { SPOOL_BLOCK_BYTES } from '../limits';

/** What the writer asks before and tells after each gathered write. */
export interface SpoolGuard {
  /** Throws to refuse the bytes that would make it `total`. */
  before(total: number): Promise<void> | void;
  after(total: number): void;
}

/** Writes gathered chunks to an open file and hashes them on their way. */
export class SpoolWriter extends Writable {
  private readonly hash = createHash('sha256');
  private total = 0;
  private taken = 0;
  private pending: Promise<void> = Promise.resolve();

  constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    private readonly guard: SpoolGuard,
  ) {
    super({ highWaterMark: SPOOL_BLOCK_BYTES, decodeStrings: true });
  }

  get bytes(): number {
    return this.total;
  }

  /** Bytes that came, written or not. */
  get received(): number {
    return this.taken;
  }

  /** Once finished. */
  digest(): string {
    return formatSha256(this.hash.digest());
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    this.settle(this.store([chunk]), callback);
  }

  override _writev(
    chunks: { chunk: Buffer }[],
    callback: (error?: Error | null) => void,
  ): void {
    this.settle(this.store(chunks.map(({ chunk }) => chunk)), callback);
  }

  /** The file is closed by its opener, and only once no write is under way. */
  override _destroy(
    error: Error | null,
    callback: (error?: Error | null) => void,
  ): void {
    this.pending.finally(() => callback(error));
  }

  private settle(
    storing: Promise<void>,
    callback: (error?: Error | null) => void,
  ): void {
    this.pending = storing.then(
      () => callback(),
      error => callback(error),
    );
  }

  private async store(chunks: Buffer[]): Promise<void> {
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.taken = this.total + length;
    await this.guard.before(this.total + length);
    // The kernel copies while this thread hashes.
    const writing = this.writeAll(chunks);
    chunks.forEach(chunk => this.hash.update(chunk));
    await writing;
    this.total += length;
    this.guard.after(this.total);
  }

  private async writeAll(chunks: Buffer[]): Promise<void> {
    let rest = chunks;
    while (rest.length > 0) {
      let { bytesWritten } = await this.handle.writev(rest).catch(error => {
        throw targetError(error, this.path);
      });
      if (bytesWritten === 0 && rest.some(chunk => chunk.length > 0)) {
        throw new ArtifactError('NO_SPACE', 'the disk takes no more bytes');
      }
      const next: Buffer[] = [];
      for (const chunk of rest) {
        const taken = Math.min(bytesWritten, chunk.length);
        bytesWritten -= taken;
        if (taken < chunk.length) {
          next.push(chunk.subarray(taken));
        }
      }
      rest = next;
    }
  }
}
