import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { LimitName } from '../limits';
import { decodeUtf8 } from '../source/utf8';

/** Words of four bytes, so that names are mixed, compared and copied by words. */
const BLOCK_WORDS = 64 * 1024;
const FIRST_NAMES = 1024;
/** Mean steps per look-up that a well-mixed table stays far below. */
const MEAN_PROBES = 32;

/**
 * Small numbers for names, straight from their bytes: one copy of the bytes and
 * some 12 bytes per distinct name, and no string is made. A file whose names
 * were chosen to collide ends `LIMIT_EXCEEDED` instead of taking for ever.
 */
export class NameTable {
  /** distinct names so far; ids are 0…count-1 in order of appearance */
  count = 0;
  private slots = new Int32Array(FIRST_NAMES * 2).fill(-1);
  private hashes = new Int32Array(FIRST_NAMES);
  /** by id: first word in the blocks taken as one long array */
  private starts = new Int32Array(FIRST_NAMES);
  /** by id: bytes */
  private lengths = new Int32Array(FIRST_NAMES);
  private readonly blocks: Int32Array[] = [];
  private used = 0;
  /** the name that is looked up, the last word filled with zeros */
  private words = new Int32Array(64);
  private lookups = 0;
  private probes = 0;

  constructor(
    private readonly context: InspectionContext,
    private readonly limit: LimitName,
  ) {}

  /**
   * The id of these bytes. `offset` is where they stand in the file.
   * Throws `INVALID_UTF8` for a new name and `LIMIT_EXCEEDED` for too many.
   */
  id(bytes: Uint8Array, from: number, to: number, offset: number): number {
    const length = to - from;
    const hash = this.load(bytes, from, to);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    this.lookups += 1;
    for (;;) {
      const id = this.slots[slot];
      if (id < 0) {
        return this.add(bytes.subarray(from, to), hash, slot, offset);
      }
      if (
        this.hashes[id] === hash &&
        this.lengths[id] === length &&
        this.equals(id, length)
      ) {
        return id;
      }
      slot = (slot + 1) & mask;
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
    const start = this.starts[id];
    const block = this.blocks[Math.floor(start / BLOCK_WORDS)];
    const bytes = new Uint8Array(this.lengths[id]);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = block[(start % BLOCK_WORDS) + (i >> 2)] >> (8 * (i & 3));
    }
    return decodeUtf8(bytes, 0);
  }

  /** Puts the bytes into `words` and answers their hash. */
  private load(bytes: Uint8Array, from: number, to: number): number {
    const count = (to - from + 3) >> 2;
    if (count > this.words.length) {
      this.words = new Int32Array(2 * count);
    }
    const { words } = this;
    let hash = to - from;
    let at = from;
    const whole = (to - from) >> 2;
    for (let i = 0; i < whole; i++, at += 4) {
      const word =
        bytes[at] |
        (bytes[at + 1] << 8) |
        (bytes[at + 2] << 16) |
        (bytes[at + 3] << 24);
      words[i] = word;
      hash = Math.imul(hash ^ word, 0x2c1b3c6d);
      hash ^= hash >>> 15;
    }
    if (at < to) {
      let word = 0;
      for (let shift = 0; at < to; at++, shift += 8) {
        word |= bytes[at] << shift;
      }
      words[whole] = word;
      hash = Math.imul(hash ^ word, 0x2c1b3c6d);
    }
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0x297a2d39);
    return hash ^ (hash >>> 16);
  }

  private equals(id: number, length: number): boolean {
    const { words } = this;
    const start = this.starts[id];
    const block = this.blocks[Math.floor(start / BLOCK_WORDS)];
    const first = start % BLOCK_WORDS;
    const count = (length + 3) >> 2;
    for (let i = 0; i < count; i++) {
      if (block[first + i] !== words[i]) {
        return false;
      }
    }
    return true;
  }

  private add(
    name: Uint8Array,
    hash: number,
    slot: number,
    offset: number,
  ): number {
    const id = this.count;
    this.context.assertLimit(this.limit, id + 1, offset);
    this.context.assertLimit('nameBytes', name.length, offset);
    if (!isAscii(name)) {
      decodeUtf8(name, offset);
    }
    if (id === this.hashes.length) {
      this.hashes = grown(this.hashes);
      this.starts = grown(this.starts);
      this.lengths = grown(this.lengths);
    }
    this.hashes[id] = hash;
    this.starts[id] = this.store((name.length + 3) >> 2, offset);
    this.lengths[id] = name.length;
    this.count = id + 1;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) {
      this.rehash();
    }
    return id;
  }

  /** Copies the first words; a name never spans two blocks. */
  private store(count: number, offset: number): number {
    const { blocks, words } = this;
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
    const first = start % BLOCK_WORDS;
    for (let i = 0; i < count; i++) {
      block[first + i] = words[i];
    }
    this.used = start + count;
    return start;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = this.hashes[id] & mask;
      while (slots[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function isAscii(name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i++) {
    if (name[i] >= 0x80) {
      return false;
    }
  }
  return true;
}

/** Twice as long, with the same content. */
export function grown(numbers: Int32Array): Int32Array {
  const longer = new Int32Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
