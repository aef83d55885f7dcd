import { FormatError } from '../FormatError';
import { ByteCursor } from '../source/ByteCursor';
import { decodeUtf8 } from '../source/utf8';

/** Wire types of Protocol Buffers, encoding.md "Message Structure". */
export const VARINT = 0;
export const I64 = 1;
export const LEN = 2;
export const I32 = 5;

const MAX_VARINT_BYTES = 10;

/**
 * Forward cursor over the Protocol Buffers wire format. Bulk fields are
 * stepped over without being fetched; memory is one window whatever the size
 * of the file.
 */
export class WireReader extends ByteCursor {
  /** Field number × 8 + wire type. Throws `MALFORMED` for groups and field 0. */
  tag(): number {
    const start = this.position;
    const tag = this.uint();
    const wireType = tag & 7;
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
    const start = this.position;
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
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
        const signed = BigInt.asIntN(64, value);
        return signed <= BigInt(Number.MAX_SAFE_INTEGER) &&
          signed >= BigInt(Number.MIN_SAFE_INTEGER)
          ? Number(signed)
          : signed;
      }
      shift += 7n;
    }
    throw malformed('a varint is longer than 10 bytes', start);
  }

  /** End of the length-delimited field that starts here; inside `limit`. */
  end(limit: number): number {
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

  /** Content of a length-delimited field, at most `maximum` bytes. */
  text(limit: number, maximum: number): string {
    const end = this.end(limit);
    const start = this.position;
    if (end - start > maximum) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a text of ${end - start} bytes is over ${maximum}`,
        { offset: start },
      );
    }
    this.position = end;
    return decodeUtf8(this.slice(start, end), start);
  }

  /** Like `text`, but a longer one is cut (at a character) instead of refused. */
  textStart(limit: number, maximum: number): string {
    const end = this.end(limit);
    const start = this.position;
    this.position = end;
    if (end - start <= maximum) {
      return decodeUtf8(this.slice(start, end), start);
    }
    const bytes = this.slice(start, start + maximum);
    let length = maximum;
    while (length > maximum - 4 && (bytes[length - 1] & 0xc0) === 0x80) {
      length -= 1;
    }
    return decodeUtf8(bytes.subarray(0, length - 1), start);
  }

  skip(tag: number, limit: number): void {
    switch (tag & 7) {
      case VARINT:
        this.int64();
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
}

export function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
