import { assertInside, ByteSource, readCopy } from '../source/ByteSource';
import { FormatError } from '../inspection/FormatError';
import { decodeUtf8, tryDecodeUtf8 } from '../source/utf8';

const BLOCK_BYTES = 256 * 1024;
const TWO_32 = 2 ** 32;

/**
 * Forward reading of numbers and strings in either byte order, block by block:
 * a vocabulary is a hundred thousand short strings, most of them stepped over.
 */
export class GgufCursor {
  readonly size: number;
  position: number;
  littleEndian = true;
  private block: Uint8Array = new Uint8Array(0);
  private view = new DataView(this.block.buffer);
  private blockStart = 0;

  constructor(private readonly source: ByteSource, position = 0) {
    this.size = source.size;
    this.position = position;
  }

  get remaining(): number {
    return this.size - this.position;
  }

  u8(): number {
    const at = this.take(1);
    return this.view.getUint8(at);
  }

  i8(): number {
    const at = this.take(1);
    return this.view.getInt8(at);
  }

  u16(): number {
    const at = this.take(2);
    return this.view.getUint16(at, this.littleEndian);
  }

  i16(): number {
    const at = this.take(2);
    return this.view.getInt16(at, this.littleEndian);
  }

  u32(): number {
    const at = this.take(4);
    return this.view.getUint32(at, this.littleEndian);
  }

  i32(): number {
    const at = this.take(4);
    return this.view.getInt32(at, this.littleEndian);
  }

  f32(): number {
    const at = this.take(4);
    return this.view.getFloat32(at, this.littleEndian);
  }

  f64(): number {
    const at = this.take(8);
    return this.view.getFloat64(at, this.littleEndian);
  }

  u64(): bigint {
    const at = this.take(8);
    return this.view.getBigUint64(at, this.littleEndian);
  }

  i64(): bigint {
    const at = this.take(8);
    return this.view.getBigInt64(at, this.littleEndian);
  }

  /** A u64 that counts or measures. Throws `INTEGER_OVERFLOW` past 2^53. */
  count(): number {
    const value = this.u64AsNumber(this.take(8));
    if (!Number.isSafeInteger(value)) {
      throw new FormatError(
        'INTEGER_OVERFLOW',
        'a 64-bit size or position is past 2^53',
        { offset: this.position - 8 },
      );
    }
    return value;
  }

  /** Steps over `length` bytes. Throws `TRUNCATED` beyond the end. */
  skip(length: number): void {
    assertInside(this.size, this.position, length);
    this.position += length;
  }

  /** Steps over `count` strings, each a u64 length and its bytes. */
  skipStrings(count: number): void {
    for (let i = 0; i < count; i++) {
      const length = this.u64AsNumber(this.take(8));
      // A length past 2^53 is past the end, too.
      if (length > this.size - this.position) {
        assertInside(this.size, this.position, length);
      }
      this.position += length;
    }
  }

  /** `length` bytes, valid until the next call. */
  bytes(length: number): Uint8Array {
    assertInside(this.size, this.position, length);
    if (length > BLOCK_BYTES) {
      const start = this.position;
      this.position += length;
      return this.source.read(start, length);
    }
    const at = this.take(length);
    return this.block.subarray(at, at + length);
  }

  /** A string of at most `maximum` bytes; a longer one throws `LIMIT_EXCEEDED`. */
  string(maximum: number, what: string): string {
    const at = this.position;
    const length = this.count();
    assertInside(this.size, this.position, length);
    if (length > maximum) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a ${what} of ${length} bytes is over the limit of ${maximum}`,
        { offset: at },
      );
    }
    return decodeUtf8(this.bytes(length), at + 8);
  }

  /** The first `maximum` bytes of a string, cut between characters; the rest is stepped over. */
  stringStart(maximum: number): string | undefined {
    const length = this.count();
    assertInside(this.size, this.position, length);
    const start = this.position;
    if (length <= maximum) {
      const text = tryDecodeUtf8(this.bytes(length));
      return text;
    }
    let bytes = this.bytes(maximum);
    // Back to the start of a character that the cut went through.
    let end = bytes.length;
    while (end > maximum - 4 && (bytes[end - 1] & 0xc0) === 0x80) {
      end -= 1;
    }
    if (bytes[end - 1] >= 0xc0) {
      bytes = bytes.subarray(0, end - 1);
    }
    const text = tryDecodeUtf8(bytes);
    this.position = start + length;
    return text;
  }

  private u64AsNumber(at: number): number {
    const first = this.view.getUint32(at, this.littleEndian);
    const second = this.view.getUint32(at + 4, this.littleEndian);
    return this.littleEndian
      ? first + second * TWO_32
      : second + first * TWO_32;
  }

  /** Index in the block of the next `length` bytes, which are taken. */
  private take(length: number): number {
    const at = this.position - this.blockStart;
    if (at >= 0 && at + length <= this.block.length) {
      this.position += length;
      return at;
    }
    assertInside(this.size, this.position, length);
    this.block = readCopy(
      this.source,
      this.position,
      Math.min(BLOCK_BYTES, this.size - this.position),
    );
    this.view = new DataView(this.block.buffer);
    this.blockStart = this.position;
    this.position += length;
    return 0;
  }
}
