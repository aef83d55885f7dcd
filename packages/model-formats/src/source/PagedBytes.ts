import { FormatError } from '../inspection/FormatError';
import { assertInside, ByteSource, readCopy, readInto } from './ByteSource';

/** @public */
export interface PagedBytesOptions {
  /** bytes per page, default 4 KiB */
  pageBytes?: number;
  /** pages kept, default 256; one not used since the last round goes first */
  pages?: number;
}

/** Bytes of the source, somewhere in a buffer of several pages. */
interface Page {
  /** position in the source */
  start: number;
  /** position in `buffer` */
  base: number;
  length: number;
  readonly buffer: Uint8Array;
  readonly view: DataView;
  /** whether it was used since the hand passed it */
  used: boolean;
  /** whether `read` lent a part of it, which then is never overwritten */
  lent: boolean;
}

const TWO_32 = 2 ** 32;
/** Pages that share one buffer: one for each would keep the collector busy. */
const SLAB_PAGES = 64;
/** The upper bits of four bytes: none is set in ASCII. */
const NOT_ASCII = 0x80808080;
const NONE: Page = {
  start: 0,
  base: 0,
  length: -1,
  buffer: new Uint8Array(0),
  view: new DataView(new ArrayBuffer(0)),
  used: false,
  lent: true,
};

/**
 * Little-endian numbers at any position of a source, through a bounded set
 * of pages, so that a structure strewn over gigabytes costs a megabyte.
 * @public
 */
export class PagedBytes implements ByteSource {
  readonly size: number;
  private readonly pageBytes: number;
  private readonly pages: number;
  /** By number of the page. */
  private readonly kept = new Map<number, Page>();
  /** The same in a circle, round which the hand goes. */
  private readonly circle: Page[] = [];
  private hand = 0;
  private slab = NONE;
  private slabUsed = 0;
  /** The page that was used last, and its place: most numbers are in it. */
  private last = NONE;
  private start = 0;
  private base = 0;
  private length = -1;
  private view = NONE.view;
  /** The one before: lists of offsets and what they lead to take turns. */
  private other = NONE;

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
    const at = this.inPage(offset, length);
    if (at >= 0) {
      this.last.lent = true;
      return this.last.buffer.subarray(at, at + length);
    }
    if (length > this.pageBytes * 4) {
      return readCopy(this.source, offset, length);
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const from = this.inPage(offset + filled, 1);
      const end = this.base + this.length;
      const part = this.last.buffer.subarray(
        from,
        Math.min(end, from + length - filled),
      );
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  u8(offset: number): number {
    const at = this.inPage(offset, 1);
    return at < 0 ? this.read(offset, 1)[0] : this.last.buffer[at];
  }

  i8(offset: number): number {
    return (this.u8(offset) << 24) >> 24;
  }

  u16(offset: number): number {
    const at = offset - this.start;
    if (at >= 0 && at + 2 <= this.length) {
      return this.view.getUint16(at + this.base, true);
    }
    return this.viewOf(offset, 2).getUint16(0, true);
  }

  i32(offset: number): number {
    const at = offset - this.start;
    if (at >= 0 && at + 4 <= this.length) {
      return this.view.getInt32(at + this.base, true);
    }
    const there = this.inPage(offset, 4);
    return there < 0
      ? this.viewOf(offset, 4).getInt32(0, true)
      : this.view.getInt32(there, true);
  }

  u32(offset: number): number {
    const at = offset - this.start;
    return at >= 0 && at + 4 <= this.length
      ? this.view.getUint32(at + this.base, true)
      : this.i32(offset) >>> 0;
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

  /**
   * Whether `length` bytes are ASCII with a NUL behind them; false, too, when
   * they are not in one page. A view for each text would cost more than
   * looking at it.
   */
  isAsciiText(offset: number, length: number): boolean {
    let at = this.inPage(offset, length + 1);
    if (at < 0) {
      return false;
    }
    const { view } = this;
    const end = at + length;
    for (; at + 4 <= end; at += 4) {
      if ((view.getInt32(at, true) & NOT_ASCII) !== 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (view.getInt8(at) < 0) {
        return false;
      }
    }
    return view.getInt8(end) === 0;
  }

  /** `length` bytes that are not in one page, or not in the file. */
  private viewOf(offset: number, length: number): DataView {
    const bytes = this.read(offset, length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  /**
   * Index in the buffer of the last page, which becomes the one that holds all
   * of `length`; -1 when none does.
   */
  private inPage(offset: number, length: number): number {
    const last = offset - this.start;
    if (last >= 0 && last + length <= this.length) {
      return last + this.base;
    }
    // Written so that NaN fails.
    if (!(offset >= 0 && offset + length <= this.size)) {
      return -1;
    }
    const number = Math.floor(offset / this.pageBytes);
    const at = offset - number * this.pageBytes;
    if (at + length > this.pageBytes) {
      return -1;
    }
    this.turnTo(number);
    return at + this.base;
  }

  /** Makes page `number` the last one. */
  private turnTo(number: number): void {
    const page = this.keptPage(number) ?? this.fetch(number);
    this.other = this.last;
    this.last = page;
    this.start = page.start;
    this.base = page.base;
    this.length = page.length;
    this.view = page.view;
  }

  private keptPage(number: number): Page | undefined {
    const { other } = this;
    const page =
      other.start === number * this.pageBytes && other.length > 0
        ? other
        : this.kept.get(number);
    if (page) {
      page.used = true;
    }
    return page;
  }

  private fetch(number: number): Page {
    const start = number * this.pageBytes;
    const length = Math.min(this.pageBytes, this.size - start);
    const full = this.circle.length === this.pages;
    const page = full ? this.replaced() : this.added();
    readInto(this.source, start, length, page.buffer, page.base);
    page.start = start;
    page.length = length;
    page.used = false;
    this.circle[full ? this.hand : this.circle.length] = page;
    if (full) {
      this.hand = (this.hand + 1) % this.pages;
    }
    this.kept.set(number, page);
    return page;
  }

  /** A page in the next part of a slab. */
  private added(): Page {
    const { buffer, view } = this.slab;
    if (this.slabUsed < buffer.length) {
      const base = this.slabUsed;
      this.slabUsed += this.pageBytes;
      return { ...NONE, base, buffer, view, lent: false };
    }
    const { length } = this.circle;
    const left = Math.ceil(this.size / this.pageBytes) - length;
    const pages = Math.min(SLAB_PAGES, left, this.pages - length);
    this.slab = newPage(Math.max(1, pages) * this.pageBytes);
    this.slabUsed = this.pageBytes;
    return this.slab;
  }

  /**
   * A page in the place of one that was not used for a round: a second chance,
   * for a map in the order of last use would have to step over the entries
   * that were taken out of it. One that is at hand or partly lent stays as it
   * is, and the new one has a buffer of its own, which no other page keeps.
   */
  private replaced(): Page {
    while (this.circle[this.hand].used) {
      this.circle[this.hand].used = false;
      this.hand = (this.hand + 1) % this.pages;
    }
    const page = this.circle[this.hand];
    this.kept.delete(page.start / this.pageBytes);
    return page.lent || page === this.last || page === this.other
      ? newPage(this.pageBytes)
      : page;
  }
}

function newPage(bytes: number): Page {
  const buffer = new Uint8Array(bytes);
  return {
    ...NONE,
    buffer,
    view: new DataView(buffer.buffer),
    lent: false,
  };
}
