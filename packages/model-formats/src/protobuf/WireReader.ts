import { FormatError } from '../inspection/FormatError';
import { assertInside, ByteSource, readInto } from '../source/ByteSource';
import { decodeUtf8 } from '../source/utf8';

/** Wire types of Protocol Buffers, encoding.md "Message Structure". */
export const VARINT = 0;
export const I64 = 1;
export const LEN = 2;
export const I32 = 5;

const MAX_VARINT_BYTES = 10;
/** Longer than any one text that is read at once (limit `nameBytes`). */
const WINDOW_BYTES = 256 * 1024;
/** First read, and the first one after bulk data was stepped over. */
const FIRST_READ_BYTES = 4096;

/**
 * Forward cursor over the Protocol Buffers wire format. Bulk fields are
 * stepped over without being fetched; memory is one window whatever the size
 * of the file. Reads grow while they follow each other, so that dense structure
 * costs few of them and a structure between weights few bytes.
 */
export class WireReader {
  readonly size: number;
  /** bytes `windowStart…windowStart + filled` of the file; a new read fills it again */
  protected readonly window: Uint8Array;
  /** the same bytes */
  protected readonly view: DataView;
  protected windowStart = 0;
  protected filled = 0;
  /** next byte, as an index into `window` */
  protected at = 0;
  private nextRead = FIRST_READ_BYTES;

  constructor(private readonly source: ByteSource) {
    this.size = source.size;
    this.window = new Uint8Array(
      Math.min(WINDOW_BYTES, Math.max(1, this.size)),
    );
    this.view = new DataView(this.window.buffer);
  }

  get position(): number {
    return this.windowStart + this.at;
  }

  set position(position: number) {
    const at = position - this.windowStart;
    if (at >= 0 && at <= this.filled) {
      this.at = at;
      return;
    }
    if (at < 0 || at > this.filled + FIRST_READ_BYTES) {
      this.nextRead = FIRST_READ_BYTES;
    }
    this.windowStart = position;
    this.at = 0;
    this.filled = 0;
  }

  /** Of the next byte, in `window`. */
  get index(): number {
    return this.at;
  }

  /** Throws `TRUNCATED` at the end of the file. */
  byte(): number {
    if (this.at >= this.filled) {
      this.fill(1);
    }
    return this.window[this.at++];
  }

  /** Field number × 8 + wire type. Throws `MALFORMED` for groups and field 0. */
  tag(): number {
    const start = this.position;
    const tag = this.uint();
    const wireType = tag % 8;
    if (tag >= 2 ** 32 || tag < 8) {
      throw malformed('a field number is out of range', start);
    }
    if (wireType === 3 || wireType === 4 || wireType > 5) {
      throw malformed(
        `wire type ${wireType} is not used by any model format`,
        start,
      );
    }
    return tag;
  }

  /** A varint as a number. Throws `INTEGER_OVERFLOW` past 2^53. */
  uint(): number {
    const first = this.byte();
    if (first < 0x80) {
      return first;
    }
    const start = this.position - 1;
    let value = first - 0x80;
    let scale = 128;
    for (let i = 1; i < MAX_VARINT_BYTES; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) {
          throw new FormatError('INTEGER_OVERFLOW', 'a number is past 2^53', {
            offset: start,
          });
        }
        return value;
      }
      scale *= 128;
    }
    throw malformed('a varint is longer than 10 bytes', start);
  }

  /** A varint as int64; a number where that is exact. */
  int64(): number | bigint {
    const start = this.position;
    let low = 0;
    let scale = 1;
    for (let i = 0; i < 4; i++) {
      const byte = this.byte();
      low += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return low;
      }
      scale *= 128;
    }
    let value = BigInt(low);
    let shift = 28n;
    for (let i = 4; i < MAX_VARINT_BYTES; i++) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return exact(BigInt.asIntN(64, value));
      }
      shift += 7n;
    }
    throw malformed('a varint is longer than 10 bytes', start);
  }

  skipVarint(): void {
    const start = this.position;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      if (this.byte() < 0x80) {
        return;
      }
    }
    throw malformed('a varint is longer than 10 bytes', start);
  }

  /** 8 bytes, little-endian, as int64; a number where that is exact. */
  fixedInt64(): number | bigint {
    this.ensure(8);
    const low = this.view.getUint32(this.at, true);
    const high = this.view.getUint32(this.at + 4, true);
    this.at += 8;
    return high < 2 ** 21
      ? high * 2 ** 32 + low
      : exact(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)));
  }

  /** 4 bytes as an IEEE 754 float. */
  float(): number {
    this.ensure(4);
    const value = this.view.getFloat32(this.at, true);
    this.at += 4;
    return value;
  }

  /** End of the length-delimited field that starts here; inside `limit`. */
  end(limit: number): number {
    const short = this.at < this.filled ? this.window[this.at] : 0x80;
    const shortEnd = this.windowStart + this.at + 1 + short;
    if (short < 0x80 && shortEnd <= limit) {
      this.at += 1;
      return shortEnd;
    }
    const start = this.position;
    const length = this.uint();
    const end = this.position + length;
    if (end > limit) {
      throw new FormatError(
        limit === this.size ? 'TRUNCATED' : 'MALFORMED',
        `a field of ${length} bytes is longer than what holds it`,
        { offset: start },
      );
    }
    return end;
  }

  /**
   * The next `length` bytes, at most one window, valid until the next call;
   * the position moves behind them.
   */
  take(length: number): Uint8Array {
    this.ensure(length);
    const bytes = this.window.subarray(this.at, this.at + length);
    this.at += length;
    return bytes;
  }

  /** Content of a length-delimited field, at most `maximum` bytes. */
  textBefore(limit: number, maximum: number): string {
    const end = this.end(limit);
    const start = this.position;
    if (end - start > maximum) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a text of ${end - start} bytes is over ${maximum}`,
        { offset: start },
      );
    }
    return decodeUtf8(this.take(end - start), start);
  }

  /** Like `textBefore`, but a longer one is cut (at a character) instead of refused. */
  textStartBefore(limit: number, maximum: number): string {
    const end = this.end(limit);
    const start = this.position;
    if (end - start <= maximum) {
      return decodeUtf8(this.take(end - start), start);
    }
    const bytes = this.take(maximum);
    let length = maximum;
    while (length > maximum - 4 && (bytes[length - 1] & 0xc0) === 0x80) {
      length -= 1;
    }
    const text = decodeUtf8(bytes.subarray(0, length - 1), start);
    this.position = end;
    return text;
  }

  /** Varints in the bytes up to `end`, which are read but not kept. */
  countVarints(end: number): number {
    let count = 0;
    let last = 0;
    while (this.position < end) {
      const bytes = this.take(
        Math.min(end - this.position, this.available() || 1),
      );
      for (let i = 0; i < bytes.length; i++) {
        count += 1 - (bytes[i] >> 7);
      }
      last = bytes[bytes.length - 1];
    }
    if (last >= 0x80) {
      throw malformed('a varint is longer than what holds it', end);
    }
    return count;
  }

  skipBefore(tag: number, limit: number): void {
    switch (tag % 8) {
      case VARINT:
        this.skipVarint();
        break;
      case I64:
        this.position += 8;
        break;
      case LEN:
        this.position = this.end(limit);
        break;
      default:
        this.position += 4;
    }
    this.assertBefore(limit);
  }

  assertBefore(limit: number): void {
    if (this.position > limit) {
      throw new FormatError(
        limit === this.size ? 'TRUNCATED' : 'MALFORMED',
        'a field is longer than what holds it',
        { offset: limit },
      );
    }
  }

  /** The next `length` bytes stand in the window, from `at` on. */
  protected ensure(length: number): void {
    if (this.filled - this.at < length) {
      this.fill(length);
    }
  }

  /** Bytes that can be taken without a further read. */
  private available(): number {
    if (this.at >= this.filled && this.position < this.size) {
      this.fill(1);
    }
    return this.filled - this.at;
  }

  private fill(length: number): void {
    const start = this.position;
    assertInside(this.size, start, length);
    const wanted = Math.max(length, this.nextRead);
    const count = Math.min(wanted, this.size - start, this.window.length);
    readInto(this.source, start, count, this.window, 0);
    this.windowStart = start;
    this.at = 0;
    this.filled = count;
    this.nextRead = Math.min(this.nextRead * 2, WINDOW_BYTES);
  }
}

function exact(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) &&
    value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value;
}

export function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
