import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { LimitName } from '../limits';
import { decodeUtf8 } from '../source/utf8';

/** Words of four bytes, so that names are mixed, compared and copied by words. */
const BLOCK_WORDS = 64 * 1024;
const FIRST_NAMES = 1024;
/** Mean steps per look-up that a well-mixed table stays far below. */
const MEAN_PROBES = 32;
/** The high bit of each byte: set in anything but ASCII. */
const HIGH_BITS = 0x80808080;

/**
 * Small numbers for names, straight from their bytes: one copy of the bytes and
 * some 24 bytes per distinct name, and no string is made. A file whose names
 * were chosen to collide ends `LIMIT_EXCEEDED` instead of taking for ever.
 */
export class NameTable {
  /** distinct names so far; ids are 0…count-1 in order of appearance */
  count = 0;
  /** id + 1 (0 is free) and hash in turn, so that a look-up touches one line */
  private slots = new Int32Array(FIRST_NAMES * 4);
  /** by id: first word in the blocks taken as one long array, and bytes */
  private spans = new Int32Array(FIRST_NAMES * 2);
  private readonly blocks: Int32Array[] = [];
  private used = 0;
  private lookups = 0;
  private probes = 0;
  private readonly most: number;

  constructor(
    private readonly context: InspectionContext,
    private readonly limit: LimitName,
  ) {
    this.most = context.limits[limit];
  }

  /**
   * The id of the bytes `from…to`, at most `nameBytes` of them. `offset` is where they stand in the file.
   * Throws `INVALID_UTF8` for a new name and `LIMIT_EXCEEDED` for too many.
   */
  id(bytes: DataView, from: number, to: number, offset: number): number {
    const hash = hashOf(bytes, from, to);
    const { slots } = this;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    this.lookups += 1;
    for (;;) {
      const id = slots[slot] - 1;
      if (id < 0) {
        return this.add(bytes, from, to, hash, slot, offset);
      }
      if (slots[slot + 1] === hash && this.equals(id, bytes, from, to)) {
        return id;
      }
      slot = (slot + 2) & mask;
      this.probes += 1;
      if (this.probes > MEAN_PROBES * (this.lookups + FIRST_NAMES)) {
        throw new FormatError(
          'LIMIT_EXCEEDED',
          'the names were chosen to slow this reader down',
          { offset },
        );
      }
    }
  }

  text(id: number): string {
    const start = this.spans[2 * id];
    const block = this.blocks[Math.floor(start / BLOCK_WORDS)];
    const bytes = new Uint8Array(this.spans[2 * id + 1]);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = block[(start % BLOCK_WORDS) + (i >> 2)] >> (8 * (i & 3));
    }
    return decodeUtf8(bytes, 0);
  }

  private equals(
    id: number,
    bytes: DataView,
    from: number,
    to: number,
  ): boolean {
    if (this.spans[2 * id + 1] !== to - from) {
      return false;
    }
    const start = this.spans[2 * id];
    const block = this.blocks[Math.floor(start / BLOCK_WORDS)];
    let word = start % BLOCK_WORDS;
    let at = from;
    for (; at + 4 <= to; at += 4, word++) {
      if (block[word] !== bytes.getInt32(at, true)) {
        return false;
      }
    }
    return at === to || block[word] === lastWord(bytes, at, to);
  }

  private add(
    bytes: DataView,
    from: number,
    to: number,
    hash: number,
    slot: number,
    offset: number,
  ): number {
    const id = this.count;
    if (id >= this.most) {
      this.context.assertLimit(this.limit, id + 1, offset);
    }
    const start = this.store(bytes, from, to, offset);
    if (2 * id === this.spans.length) {
      this.spans = grown(this.spans);
    }
    this.spans[2 * id] = start;
    this.spans[2 * id + 1] = to - from;
    this.count = id + 1;
    this.slots[slot] = id + 1;
    this.slots[slot + 1] = hash;
    // Two thirds full.
    if (this.count * 3 > this.slots.length) {
      this.rehash();
    }
    return id;
  }

  /** Copies the name; it never spans two blocks. */
  private store(
    bytes: DataView,
    from: number,
    to: number,
    offset: number,
  ): number {
    const { blocks } = this;
    const count = (to - from + 3) >> 2;
    if (this.used + count > blocks.length * BLOCK_WORDS) {
      this.used = blocks.length * BLOCK_WORDS;
      this.context.assertLimit(
        'namesBytes',
        4 * (this.used + BLOCK_WORDS),
        offset,
      );
      blocks.push(new Int32Array(BLOCK_WORDS));
    }
    const start = this.used;
    const block = blocks[blocks.length - 1];
    let word = start % BLOCK_WORDS;
    let all = 0;
    let at = from;
    for (; at + 4 <= to; at += 4, word++) {
      const next = bytes.getInt32(at, true);
      all |= next;
      block[word] = next;
    }
    if (at < to) {
      block[word] = lastWord(bytes, at, to);
      all |= block[word];
    }
    if (all & HIGH_BITS) {
      decodeUtf8(
        new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from),
        offset,
      );
    }
    this.used = start + count;
    return start;
  }

  private rehash(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] !== 0) {
        let slot = (old[i + 1] << 1) & mask;
        while (slots[slot] !== 0) {
          slot = (slot + 2) & mask;
        }
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
    this.slots = slots;
  }
}

function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x2c1b3c6d);
    hash ^= hash >>> 15;
  }
  if (at < to) {
    hash = Math.imul(hash ^ lastWord(bytes, at, to), 0x2c1b3c6d);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x297a2d39);
  return hash ^ (hash >>> 16);
}

/** One to three bytes, filled with zeros. */
function lastWord(bytes: DataView, at: number, to: number): number {
  let word = bytes.getUint8(at);
  if (at + 1 < to) {
    word |= bytes.getUint8(at + 1) << 8;
  }
  if (at + 2 < to) {
    word |= bytes.getUint8(at + 2) << 16;
  }
  return word;
}

/** Twice as long, with the same content. */
export function grown(numbers: Int32Array): Int32Array {
  const longer = new Int32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
