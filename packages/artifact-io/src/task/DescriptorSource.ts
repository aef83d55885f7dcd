import { readSync } from 'node:fs';
import {
  assertInside,
  ByteSource,
  FormatError,
} from '@ml-models/model-formats';
import { SOURCE_BLOCK_BYTES, SOURCE_BLOCKS } from '../limits';

/** Pages that share one buffer: an allocation for each would cost as much as reading it. */
const SLAB_PAGES = 32;

/**
 * Bytes of an open file by position, through a small cache of pages: readers
 * follow offsets with reads of a few bytes. Longer reads pass the cache by.
 */
export class DescriptorSource implements ByteSource {
  /** page number → slot */
  private readonly slots = new Map<number, number>();
  private readonly numbers: number[] = [];
  private readonly pages: Uint8Array[] = [];
  /** the slot that was filled first, once all are */
  private oldest = 0;
  /** what the last call lent may be the page that goes next: it goes one later */
  private spare: Uint8Array | undefined;
  private slab = new Uint8Array(0);
  private slabUsed = 0;
  private large = new Uint8Array(0);

  constructor(private readonly fd: number, readonly size: number) {}

  read(offset: number, length: number): Uint8Array {
    assertInside(this.size, offset, length);
    const number = Math.floor(offset / SOURCE_BLOCK_BYTES);
    const start = offset - number * SOURCE_BLOCK_BYTES;
    if (start + length <= SOURCE_BLOCK_BYTES) {
      return this.page(number).subarray(start, start + length);
    }
    if (this.large.length < length) {
      this.large = new Uint8Array(length);
    }
    this.fill(this.large, 0, offset, length);
    return this.large.subarray(0, length);
  }

  /** Passes the cache by. */
  readInto(offset: number, length: number, into: Uint8Array, at: number): void {
    assertInside(this.size, offset, length);
    this.fill(into, at, offset, length);
  }

  private page(number: number): Uint8Array {
    const known = this.slots.get(number);
    if (known !== undefined) {
      return this.pages[known];
    }
    const offset = number * SOURCE_BLOCK_BYTES;
    const page = this.spare ?? this.room();
    this.spare = undefined;
    this.fill(
      page,
      0,
      offset,
      Math.min(SOURCE_BLOCK_BYTES, this.size - offset),
    );
    this.keep(number, page);
    return page;
  }

  private keep(number: number, page: Uint8Array): void {
    let slot = this.pages.length;
    if (slot === SOURCE_BLOCKS) {
      slot = this.oldest;
      this.oldest = (slot + 1) % SOURCE_BLOCKS;
      this.slots.delete(this.numbers[slot]);
      this.spare = this.pages[slot];
    }
    this.pages[slot] = page;
    this.numbers[slot] = number;
    this.slots.set(number, slot);
  }

  private room(): Uint8Array {
    if (this.slabUsed === this.slab.length) {
      const pages = Math.ceil(this.size / SOURCE_BLOCK_BYTES);
      this.slab = new Uint8Array(
        Math.min(SLAB_PAGES, pages) * SOURCE_BLOCK_BYTES,
      );
      this.slabUsed = 0;
    }
    const start = this.slabUsed;
    this.slabUsed += SOURCE_BLOCK_BYTES;
    return this.slab.subarray(start, this.slabUsed);
  }

  private fill(
    into: Uint8Array,
    at: number,
    offset: number,
    length: number,
  ): void {
    let done = 0;
    while (done < length) {
      const count = this.readOnce(
        into,
        at + done,
        length - done,
        offset + done,
      );
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

  private readOnce(
    into: Uint8Array,
    at: number,
    length: number,
    position: number,
  ): number {
    try {
      return readSync(this.fd, into, at, length, position);
    } catch (cause) {
      throw new FormatError('READ_ERROR', 'the file could not be read', {
        offset: position,
        cause,
      });
    }
  }
}
