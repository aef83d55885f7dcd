import { readSync } from 'node:fs';
import {
  assertInside,
  ByteSource,
  FormatError,
} from '@ml-models/model-formats';
import { SOURCE_BLOCK_BYTES, SOURCE_BLOCKS } from '../limits';

/**
 * Bytes of an open file by position, through a small cache of pages: readers
 * follow offsets with reads of a few bytes. Longer reads pass the cache by.
 */
export class DescriptorSource implements ByteSource {
  /** page number → page; a Map keeps insertion order, the first is the oldest */
  private readonly pages = new Map<number, Buffer>();
  private large = Buffer.alloc(0);

  constructor(private readonly fd: number, readonly size: number) {}

  read(offset: number, length: number): Uint8Array {
    assertInside(this.size, offset, length);
    const number = Math.floor(offset / SOURCE_BLOCK_BYTES);
    const start = offset - number * SOURCE_BLOCK_BYTES;
    if (start + length <= SOURCE_BLOCK_BYTES) {
      return this.page(number).subarray(start, start + length);
    }
    if (this.large.length < length) {
      this.large = Buffer.allocUnsafeSlow(length);
    }
    const bytes = this.large.subarray(0, length);
    this.fill(bytes, offset);
    return bytes;
  }

  private page(number: number): Buffer {
    const known = this.pages.get(number);
    if (known) {
      return known;
    }
    const offset = number * SOURCE_BLOCK_BYTES;
    const length = Math.min(SOURCE_BLOCK_BYTES, this.size - offset);
    const page = this.takePage().subarray(0, length);
    this.fill(page, offset);
    this.pages.set(number, page);
    return page;
  }

  private takePage(): Buffer {
    if (this.pages.size < SOURCE_BLOCKS) {
      return Buffer.allocUnsafeSlow(SOURCE_BLOCK_BYTES);
    }
    const [oldest] = this.pages.keys();
    this.pages.delete(oldest);
    // Not the old page's buffer: the reader may still look at it.
    return Buffer.allocUnsafeSlow(SOURCE_BLOCK_BYTES);
  }

  private fill(into: Buffer, offset: number): void {
    let done = 0;
    while (done < into.length) {
      const count = this.readOnce(into, done, offset + done);
      if (count === 0) {
        throw new FormatError(
          'READ_ERROR',
          `the file ends at ${offset + done}, before its size ${this.size}`,
          { offset: offset + done },
        );
      }
      done += count;
    }
  }

  private readOnce(into: Buffer, at: number, position: number): number {
    try {
      return readSync(this.fd, into, at, into.length - at, position);
    } catch (cause) {
      throw new FormatError('READ_ERROR', 'the file could not be read', {
        offset: position,
        cause,
      });
    }
  }
}
