import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { LimitName } from '../inspection/limits';
import { decodeUtf8 } from '../source/utf8';

/** Words of four bytes, so that names are mixed, compared and copied by words. */
const BLOCK_BITS = 16;
const BLOCK_WORDS = 2 ** BLOCK_BITS;
const IN_BLOCK = BLOCK_WORDS - 1;
/** So few that arrays grow before this code is compiled, which then reckons with it. */
const FIRST_NAMES = 16;
/** Numbers from which on, and up to which, an array grows by four. */
const MANY = 2 ** 12;
const TOO_MANY = 2 ** 22;
/** A name stands in a block as its hash, its length in bytes, and its words. */
const HASH = 0;
const BYTES = 1;
const HEAD_WORDS = 2;
/** Mean steps per look-up that a well-mixed table stays far below. */
const MEAN_PROBES = 32;
const PROBED_EARLY = 1024;
/** The high bit of each byte: set in anything but ASCII. */
const HIGH_BITS = 0x80808080;

/**
 * Small numbers for names, straight from their bytes: one copy of the bytes and
 * some 20 bytes per distinct name, and no string is made. A file whose names
 * were chosen to collide ends `LIMIT_EXCEEDED` instead of taking for ever.
 */
export class NameTable {
  /** distinct names so far; ids are 0…count-1 in order of appearance */
  count = 0;
  /**
   * By slot: some bits of the hash, 0 where free. So small that it stays in the
   * cache: a new name waits for no memory.
   */
  private tags = new Uint8Array(FIRST_NAMES * 2);
  /** by slot: the id */
  private ids = new Int32Array(FIRST_NAMES * 2);
  /** by id: its first word, in the blocks taken as one long array */
  private starts = new Int32Array(FIRST_NAMES);
  /** They are never copied to grow: touching memory for the first time costs more than writing to it. */
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
    // What a node makes is mostly what the next one takes.
    const newest = this.count - 1;
    if (newest >= 0 && this.equals(newest, bytes, from, to)) {
      return newest;
    }
    const hash = hashOf(bytes, from, to);
    const { tags } = this;
    const mask = tags.length - 1;
    const tag = tagOf(hash);
    let slot = hash & mask;
    this.lookups += 1;
    for (;;) {
      const found = tags[slot];
      if (found === 0) {
        return this.add(bytes, from, to, hash, slot, offset);
      }
      if (found === tag) {
        const id = this.ids[slot];
        if (this.equals(id, bytes, from, to)) {
          return id;
        }
      }
      slot = (slot + 1) & mask;
      this.probes += 1;
      if (this.probes > MEAN_PROBES * (this.lookups + PROBED_EARLY)) {
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
    const block = this.blocks[start >> BLOCK_BITS];
    const first = (start & IN_BLOCK) + HEAD_WORDS;
    const bytes = new Uint8Array(block[(start & IN_BLOCK) + BYTES]);
    for (let i = 0; i < bytes.length; i++) {
      bytes[i] = block[first + (i >> 2)] >> (8 * (i & 3));
    }
    return decodeUtf8(bytes, 0);
  }

  private equals(
    id: number,
    bytes: DataView,
    from: number,
    to: number,
  ): boolean {
    const start = this.starts[id];
    const block = this.blocks[start >> BLOCK_BITS];
    let word = start & IN_BLOCK;
    if (block[word + BYTES] !== to - from) {
      return false;
    }
    word += HEAD_WORDS;
    let at = from;
    for (; at + 4 <= to; at += 4, word++) {
      if (block[word] !== bytes.getInt32(at, true)) {
        return false;
      }
    }
    return at === to || block[word] === lastWord(bytes, from, at, to);
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
    if (id === this.starts.length) {
      this.starts = grown(this.starts);
    }
    this.starts[id] = this.store(bytes, from, to, hash, offset);
    this.count = id + 1;
    this.tags[slot] = tagOf(hash);
    this.ids[slot] = id;
    // Two thirds full.
    if (this.count * 3 > this.tags.length * 2) {
      this.rehash();
    }
    return id;
  }

  /** Copies the name; it never spans two blocks. Gives its first word. */
  private store(
    bytes: DataView,
    from: number,
    to: number,
    hash: number,
    offset: number,
  ): number {
    const { blocks } = this;
    const count = HEAD_WORDS + ((to - from + 3) >> 2);
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
    let word = start & IN_BLOCK;
    block[word + HASH] = hash;
    block[word + BYTES] = to - from;
    word += HEAD_WORDS;
    let all = 0;
    let at = from;
    for (; at + 4 <= to; at += 4, word++) {
      const next = bytes.getInt32(at, true);
      all |= next;
      block[word] = next;
    }
    if (at < to) {
      block[word] = lastWord(bytes, from, at, to);
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
    const { starts, blocks, count } = this;
    const length = this.tags.length * 2;
    const tags = new Uint8Array(length);
    const ids = new Int32Array(length);
    for (let id = 0; id < count; id++) {
      const start = starts[id];
      const hash = blocks[start >> BLOCK_BITS][(start & IN_BLOCK) + HASH];
      let slot = hash & (length - 1);
      while (tags[slot] !== 0) {
        slot = (slot + 1) & (length - 1);
      }
      tags[slot] = tagOf(hash);
      ids[slot] = id;
    }
    this.tags = tags;
    this.ids = ids;
  }
}

/** The bits of a hash that choose no slot; never 0. */
function tagOf(hash: number): number {
  return (hash >>> 25) | 0x80;
}

function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let other = 0;
  let at = from;
  // Two words at a time: neither waits for the other's product.
  for (; at + 8 <= to; at += 8) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x2c1b3c6d);
    other = Math.imul(other ^ bytes.getInt32(at + 4, true), 0x297a2d39);
    hash ^= hash >>> 15;
    other ^= other >>> 15;
  }
  hash ^= other;
  if (at + 4 <= to) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x2c1b3c6d);
    hash ^= hash >>> 15;
    at += 4;
  }
  if (at < to) {
    hash = Math.imul(hash ^ lastWord(bytes, from, at, to), 0x2c1b3c6d);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x297a2d39);
  return hash ^ (hash >>> 16);
}

/** The one to three bytes `at…to` of a name that begins at `from`, filled with zeros. */
function lastWord(
  bytes: DataView,
  from: number,
  at: number,
  to: number,
): number {
  if (at > from) {
    return bytes.getInt32(to - 4, true) >>> (8 * (4 - to + at));
  }
  let word = bytes.getUint8(at);
  if (at + 1 < to) {
    word |= bytes.getUint8(at + 1) << 8;
  }
  if (at + 2 < to) {
    word |= bytes.getUint8(at + 2) << 16;
  }
  return word;
}

/**
 * Longer, with the same content. In the middle sizes four times as long: memory
 * that is not touched costs nothing, copying does.
 */
export function grown(
  numbers: Int32Array<ArrayBuffer>,
): Int32Array<ArrayBuffer> {
  const { length } = numbers;
  const longer = new Int32Array(
    length * (length >= MANY && length < TOO_MANY ? 4 : 2),
  );
  longer.set(numbers);
  return longer;
}
