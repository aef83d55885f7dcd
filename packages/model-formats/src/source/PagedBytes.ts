import { FormatError } from '../FormatError';
import { assertInside, ByteSource } from './ByteSource';

/** @public */
export interface PagedBytesOptions {
  /** bytes per page, default 4 KiB */
  pageBytes?: number;
  /** pages kept, default 256; the least recently used goes first */
  pages?: number;
}

const TWO_32 = 2 ** 32;

/**
 * Little-endian numbers at any position of a source, through a bounded set
 * of pages, so that a structure strewn over gigabytes costs a megabyte.
 * @public
 */
export class PagedBytes implements ByteSource {
  readonly size: number;
  private readonly pageBytes: number;
  private readonly pages: number;
  /** Insertion order is the order of last use. */
  private readonly cache = new Map<number, Uint8Array>();
  private lastIndex = -1;
  private lastPage: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly source: ByteSource,
    options: PagedBytesOptions = {},
  ) {
    this.size = source.size;
    this.pageBytes = options.pageBytes ?? 4096;
    this.pages = options.pages ?? 256;
  }

  /** Exactly `length` bytes; a copy unless they lie inside one page. */
  read(offset: number, length: number): Uint8Array {
    assertInside(this.size, offset, length);
    if (length === 0) {
      return new Uint8Array(0);
    }
    const first = Math.floor(offset / this.pageBytes);
    const start = offset - first * this.pageBytes;
    if (start + length <= this.pageBytes) {
      return this.page(first).subarray(start, start + length);
    }
    if (length > this.pageBytes * 4) {
      return this.source.read(offset, length).slice();
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const at = offset + filled;
      const index = Math.floor(at / this.pageBytes);
      const from = at - index * this.pageBytes;
      const part = this.page(index).subarray(from, from + length - filled);
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  u8(offset: number): number {
    const index = Math.floor(offset / this.pageBytes);
    if (index === this.lastIndex) {
      const value = this.lastPage[offset - index * this.pageBytes];
      if (value !== undefined) {
        return value;
      }
    }
    return this.read(offset, 1)[0];
  }

  i8(offset: number): number {
    return (this.u8(offset) << 24) >> 24;
  }

  u16(offset: number): number {
    const bytes = this.read(offset, 2);
    return bytes[0] | (bytes[1] << 8);
  }

  i32(offset: number): number {
    const bytes = this.read(offset, 4);
    return bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24);
  }

  u32(offset: number): number {
    return this.i32(offset) >>> 0;
  }

  /** Throws `INTEGER_OVERFLOW` past 2^53. */
  u64(offset: number): number {
    const value = this.u32(offset) + this.u32(offset + 4) * TWO_32;
    if (!Number.isSafeInteger(value)) {
      throw new FormatError(
        'INTEGER_OVERFLOW',
        'a 64-bit size or position is past 2^53',
        { offset },
      );
    }
    return value;
  }

  private page(index: number): Uint8Array {
    if (index === this.lastIndex) {
      return this.lastPage;
    }
    let page = this.cache.get(index);
    if (page) {
      this.cache.delete(index);
    } else {
      const start = index * this.pageBytes;
      // A copy, because a source may reuse its buffer for the next read.
      page = this.source
        .read(start, Math.min(this.pageBytes, this.size - start))
        .slice();
      if (this.cache.size >= this.pages) {
        const [oldest] = this.cache.keys();
        this.cache.delete(oldest);
      }
    }
    this.cache.set(index, page);
    this.lastIndex = index;
    this.lastPage = page;
    return page;
  }
}
