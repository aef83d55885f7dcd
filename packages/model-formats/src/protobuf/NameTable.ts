import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { LimitName } from '../limits';
import { decodeUtf8 } from '../source/utf8';

const BLOCK_BYTES = 256 * 1024;
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
  private starts = new Int32Array(FIRST_NAMES);
  private lengths = new Int32Array(FIRST_NAMES);
  private readonly blocks: Uint8Array[] = [];
  /** bytes given out, blocks taken as one long array */
  private used = 0;
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
    let hash = to - from;
    for (let i = from; i < to; i++) {
      hash = Math.imul(hash ^ bytes[i], 0x01000193);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    this.lookups += 1;
    for (;;) {
      const id = this.slots[slot];
      if (id < 0) {
        return this.add(bytes, from, to, hash, slot, offset);
      }
      if (this.hashes[id] === hash && this.equals(id, bytes, from, to)) {
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
    const at = start % BLOCK_BYTES;
    const block = this.blocks[Math.floor(start / BLOCK_BYTES)];
    return decodeUtf8(block.subarray(at, at + this.lengths[id]), 0);
  }

  private equals(
    id: number,
    bytes: Uint8Array,
    from: number,
    to: number,
  ): boolean {
    if (this.lengths[id] !== to - from) {
      return false;
    }
    const start = this.starts[id];
    const block = this.blocks[Math.floor(start / BLOCK_BYTES)];
    let at = start % BLOCK_BYTES;
    for (let i = from; i < to; i++) {
      if (block[at] !== bytes[i]) {
        return false;
      }
      at += 1;
    }
    return true;
  }

  private add(
    bytes: Uint8Array,
    from: number,
    to: number,
    hash: number,
    slot: number,
    offset: number,
  ): number {
    const id = this.count;
    const length = to - from;
    this.context.assertLimit(this.limit, id + 1, offset);
    this.context.assertLimit('nameBytes', length, offset);
    const name = bytes.subarray(from, to);
    if (!isAscii(bytes, from, to)) {
      decodeUtf8(name, offset);
    }
    if (id === this.hashes.length) {
      this.hashes = grown(this.hashes);
      this.starts = grown(this.starts);
      this.lengths = grown(this.lengths);
    }
    this.hashes[id] = hash;
    this.starts[id] = this.store(name, offset);
    this.lengths[id] = length;
    this.count = id + 1;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) {
      this.rehash();
    }
    return id;
  }

  /** A name never spans two blocks. */
  private store(name: Uint8Array, offset: number): number {
    const inBlock = this.used % BLOCK_BYTES;
    if (inBlock === 0 || inBlock + name.length > BLOCK_BYTES) {
      this.used = this.blocks.length * BLOCK_BYTES;
      this.context.assertLimit('namesBytes', this.used + BLOCK_BYTES, offset);
      this.blocks.push(new Uint8Array(BLOCK_BYTES));
    }
    const start = this.used;
    this.blocks[this.blocks.length - 1].set(name, start % BLOCK_BYTES);
    this.used += name.length;
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

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (bytes[i] >= 0x80) {
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
