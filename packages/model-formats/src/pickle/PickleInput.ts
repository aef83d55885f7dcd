import { FormatError } from '../inspection/FormatError';
import { ByteCursor } from '../source/ByteCursor';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { PickleBytes } from './PickleValue';

/** Longest text that is kept; longer ones are only skipped over. */
const KEPT_TEXT_BYTES = 64 * 1024;
/** Longest line of a protocol 0 opcode. */
const LINE_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** Arguments of opcodes, as Lib/pickletools.py `ArgumentDescriptor`s. */
export class PickleInput {
  constructor(protected readonly cursor: ByteCursor) {}

  protected u16(): number {
    const low = this.cursor.byte();
    return low | (this.cursor.byte() << 8);
  }

  protected i32(): number {
    const low = this.u16();
    return low | (this.u16() << 16);
  }

  protected u32(): number {
    return this.i32() >>> 0;
  }

  protected u64(): number {
    const low = this.u32();
    const value = low + this.u32() * 2 ** 32;
    if (!Number.isSafeInteger(value)) {
      throw new FormatError('INTEGER_OVERFLOW', 'a length is past 2^53', {
        offset: this.cursor.position,
      });
    }
    return value;
  }

  protected length4(): number {
    const length = this.i32();
    if (length < 0) {
      throw this.malformed('a negative length', this.cursor.position);
    }
    return length;
  }

  protected skip(length: number): number {
    const start = this.cursor.position;
    if (start + length > this.cursor.size) {
      throw this.truncated(start);
    }
    this.cursor.position = start + length;
    return start;
  }

  protected text(length: number): string | PickleBytes {
    const start = this.skip(length);
    if (length > KEPT_TEXT_BYTES) {
      return new PickleBytes(start, length);
    }
    const bytes = this.cursor.slice(start, start + length);
    return tryDecodeUtf8(bytes) ?? escapeBytes(bytes);
  }

  protected bytes(length: number): PickleBytes {
    return new PickleBytes(this.skip(length), length);
  }

  protected long(length: number): number | bigint {
    const start = this.skip(length);
    if (length > 1024) {
      throw this.malformed('an integer of more than 1024 bytes', start);
    }
    const bytes = this.cursor.slice(start, start + length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) {
      value = value * 256n + BigInt(bytes[i]);
    }
    const signed = length === 0 ? 0n : BigInt.asIntN(length * 8, value);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  protected float(): number {
    const start = this.skip(8);
    const bytes = this.cursor.slice(start, start + 8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  }

  protected line(): string {
    const { cursor } = this;
    const start = cursor.position;
    const end = cursor.find(LINE_FEED, LINE_BYTES);
    if (end === undefined) {
      throw this.malformed('a line is too long', start);
    }
    const bytes = cursor.slice(start, end);
    cursor.position = end + 1;
    return tryDecodeUtf8(bytes) ?? escapeBytes(bytes);
  }

  protected textInteger(offset: number): boolean | number | bigint {
    const text = this.line().replace(/L$/, '').trim();
    if (text === '01' || text === '00') {
      return text === '01';
    }
    if (!/^[-+]?\d{1,4096}$/.test(text)) {
      throw this.malformed('an integer expected', offset);
    }
    const number = Number(text);
    return Number.isSafeInteger(number)
      ? number
      : BigInt(text.replace(/^\+/, ''));
  }

  protected textIndex(offset: number): number {
    const text = this.line();
    if (!/^\d{1,9}$/.test(text)) {
      throw this.malformed('a memo index expected', offset);
    }
    return Number(text);
  }

  protected truncated(offset: number): FormatError {
    return new FormatError('TRUNCATED', 'a value runs past the end', {
      offset,
    });
  }

  protected malformed(message: string, offset: number): FormatError {
    return new FormatError('MALFORMED', `pickle: ${message}`, { offset });
  }
}
