import { FormatError } from '../FormatError';
import { assertInside, ByteSource, readCopy } from './ByteSource';

/** @public */
export interface PagedBytesOptions {
  /** bytes per page, default 4 KiB */
  pageBytes?: number;
  /** pages kept, default 256; one not used since the last round goes first */
  pages?: number;
}

const TWO_32 = 2 ** 32;
/** Pages that share one buffer. */
const SLAB_PAGES = 64;

/**
 * Little-endian numbers at any position of a source, through a bounded set
 * of pages, so that a structure strewn over gigabytes costs a megabyte.
 * @public
 */
export class PagedBytes implements ByteSource {
  readonly size: number;
  private readonly pageBytes: number;
  private readonly pages: number;
  /** Slot of each page that is kept. */
  private readonly slots = new Map<number, number>();
  private readonly kept: Uint8Array[] = [];
  private readonly indices: number[] = [];
  /** Whether a slot was used since the hand passed it. */
  private readonly used: Uint8Array;
  /** Whether `read` lent a part of the page, which then is never overwritten. */
  private readonly lent: Uint8Array;
  private hand = 0;
  private slab: Uint8Array = new Uint8Array(0);
  private slabUsed = 0;
  /** The page that was used last, and where it starts. */
  private lastStart = 0;
  private lastPage: Uint8Array = new Uint8Array(0);
  private lastSlot = 0;
  /** The one before: lists of offsets and what they lead to take turns. */
  private otherStart = 0;
  private otherPage: Uint8Array = new Uint8Array(0);
  private otherSlot = 0;

  constructor(
    private readonly source: ByteSource,
    options: PagedBytesOptions = {},
  ) {
    this.size = source.size;
    this.pageBytes = options.pageBytes ?? 4096;
    this.pages = options.pages ?? 256;
    this.used = new Uint8Array(this.pages);
    this.lent = new Uint8Array(this.pages);
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
      this.turnTo(first);
      this.lent[this.lastSlot] = 1;
      return this.lastPage.subarray(start, start + length);
    }
    if (length > this.pageBytes * 4) {
      return readCopy(this.source, offset, length);
    }
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const at = offset + filled;
      const index = Math.floor(at / this.pageBytes);
      const from = at - index * this.pageBytes;
      this.turnTo(index);
      const part = this.lastPage.subarray(from, from + length - filled);
      bytes.set(part, filled);
      filled += part.length;
    }
    return bytes;
  }

  u8(offset: number): number {
    const at = this.inPage(offset, 1);
    return at < 0 ? this.read(offset, 1)[0] : this.lastPage[at];
  }

  i8(offset: number): number {
    return (this.u8(offset) << 24) >> 24;
  }

  u16(offset: number): number {
    let at = this.inPage(offset, 2);
    let bytes = this.lastPage;
    if (at < 0) {
      bytes = this.read(offset, 2);
      at = 0;
    }
    return bytes[at] | (bytes[at + 1] << 8);
  }

  i32(offset: number): number {
    let at = this.inPage(offset, 4);
    let bytes = this.lastPage;
    if (at < 0) {
      bytes = this.read(offset, 4);
      at = 0;
    }
    return (
      bytes[at] |
      (bytes[at + 1] << 8) |
      (bytes[at + 2] << 16) |
      (bytes[at + 3] << 24)
    );
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

  /**
   * Whether all of `length` bytes are ASCII; false, too, when they are not in
   * one page. A view for each text would cost more than looking at it.
   */
  isAscii(offset: number, length: number): boolean {
    const start = this.inPage(offset, length);
    if (start < 0) {
      return false;
    }
    const { lastPage } = this;
    const end = start + length;
    for (let at = start; at < end; at++) {
      if (lastPage[at] >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Index in `lastPage`, which becomes the page that holds all of `length`;
   * -1 when none does. A view for each number would cost more than reading it.
   */
  private inPage(offset: number, length: number): number {
    const last = offset - this.lastStart;
    if (last >= 0 && last + length <= this.lastPage.length) {
      return last;
    }
    // Written so that NaN fails.
    if (!(offset >= 0 && offset + length <= this.size)) {
      return -1;
    }
    const index = Math.floor(offset / this.pageBytes);
    const at = offset - index * this.pageBytes;
    if (at + length > this.pageBytes) {
      return -1;
    }
    this.turnTo(index);
    return at;
  }

  /** Makes page `index` the last one. */
  private turnTo(index: number): void {
    const start = index * this.pageBytes;
    const { lastStart, lastPage, lastSlot } = this;
    if (start === lastStart && lastPage.length > 0) {
      return;
    }
    if (start === this.otherStart && this.otherPage.length > 0) {
      this.used[this.otherSlot] = 1;
      this.lastPage = this.otherPage;
      this.lastSlot = this.otherSlot;
    } else {
      this.lastSlot = this.slot(index);
      this.lastPage = this.kept[this.lastSlot];
    }
    this.lastStart = start;
    this.otherStart = lastStart;
    this.otherPage = lastPage;
    this.otherSlot = lastSlot;
  }

  private slot(index: number): number {
    const slot = this.slots.get(index);
    if (slot === undefined) {
      return this.fetch(index);
    }
    this.used[slot] = 1;
    return slot;
  }

  private fetch(index: number): number {
    const start = index * this.pageBytes;
    const length = Math.min(this.pageBytes, this.size - start);
    const added = this.kept.length < this.pages;
    const slot = added ? this.kept.length : this.freeSlot();
    const page = added ? this.room(length) : this.roomOf(slot, length);
    if (this.source.readInto) {
      this.source.readInto(start, page);
    } else {
      page.set(this.source.read(start, length));
    }
    this.kept[slot] = page;
    this.indices[slot] = index;
    this.used[slot] = 0;
    this.lent[slot] = 0;
    this.slots.set(index, slot);
    return slot;
  }

  /**
   * Space for a page that is kept from the first: a buffer for each would keep
   * the collector busy.
   */
  private room(length: number): Uint8Array {
    if (this.slabUsed + length > this.slab.length) {
      const left = Math.ceil(this.size / this.pageBytes) - this.kept.length;
      const pages = Math.min(SLAB_PAGES, left, this.pages - this.kept.length);
      this.slab = new Uint8Array(Math.max(1, pages) * this.pageBytes);
      this.slabUsed = 0;
    }
    const start = this.slabUsed;
    this.slabUsed += length;
    return this.slab.subarray(start, this.slabUsed);
  }

  /**
   * Space for a page in the place of another: that one's own, unless `read`
   * lent a part of it or it is one of the two at hand.
   */
  private roomOf(slot: number, length: number): Uint8Array {
    const page = this.kept[slot];
    return this.lent[slot] === 0 &&
      page !== this.lastPage &&
      page !== this.otherPage &&
      page.length === length
      ? page
      : new Uint8Array(length);
  }

  /**
   * Second chance: a map in the order of last use would have to step over the
   * entries that were taken out of it.
   */
  private freeSlot(): number {
    while (this.used[this.hand]) {
      this.used[this.hand] = 0;
      this.hand = (this.hand + 1) % this.pages;
    }
    const slot = this.hand;
    this.slots.delete(this.indices[slot]);
    this.hand = (slot + 1) % this.pages;
    return slot;
  }
}
