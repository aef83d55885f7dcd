import { FormatError } from '../FormatError';
import { ByteCursor } from '../source/ByteCursor';
import { ByteSource } from '../source/ByteSource';
import { decodeUtf8 } from '../source/utf8';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ESCAPES: Record<number, string | undefined> = {
  0x22: '"',
  0x5c: '\\',
  0x2f: '/',
  0x62: '\b',
  0x66: '\f',
  0x6e: '\n',
  0x72: '\r',
  0x74: '\t',
};

/**
 * Tokens of the JSON header, straight from the bytes: `JSON.parse` would keep
 * the last of two equal keys, round integers past 2^53 and need the whole
 * header at once (RFC 8259; safetensors README, Format).
 */
export class HeaderLexer {
  private readonly cursor: ByteCursor;

  /** `end` is the first byte after the header. */
  constructor(source: ByteSource, start: number, private readonly end: number) {
    this.cursor = new ByteCursor(source, start);
  }

  get position(): number {
    return this.cursor.position;
  }

  /** Next byte that is no white space; `undefined` at the end. */
  peek(): string | undefined {
    while (this.cursor.position < this.end) {
      const byte = this.cursor.peek();
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
        return String.fromCharCode(byte);
      }
      this.cursor.position += 1;
    }
    return undefined;
  }

  expect(character: string): void {
    if (this.peek() !== character) {
      throw this.unexpected(`“${character}” expected`);
    }
    this.cursor.position += 1;
  }

  /** Takes `character` when it is next. */
  accept(character: string): boolean {
    if (this.peek() !== character) {
      return false;
    }
    this.cursor.position += 1;
    return true;
  }

  /**
   * A string of at most `maximum` bytes; a longer one is refused, or cut when
   * `cut` is set.
   */
  string(maximum: number, cut = false): string {
    this.expect('"');
    const { cursor } = this;
    const start = cursor.position;
    let text = '';
    let runStart = start;
    for (;;) {
      if (cursor.position >= this.end) {
        throw this.unexpected('a string does not end');
      }
      const byte = cursor.peek();
      if (byte < 0x20) {
        throw this.unexpected('a control character in a string');
      }
      if (byte === QUOTE || byte === BACKSLASH) {
        if (text.length <= maximum) {
          text += this.run(runStart, cursor.position, start, maximum, cut);
        }
        cursor.position += 1;
        if (byte === QUOTE) {
          return text;
        }
        const escape = this.escape();
        if (text.length <= maximum) {
          text += escape;
        }
        runStart = cursor.position;
      } else {
        cursor.position += 1;
      }
    }
  }

  /** A non-negative integer. Throws `INTEGER_OVERFLOW` past 2^53. */
  integer(): number {
    this.peek();
    const { cursor } = this;
    const start = cursor.position;
    let value = 0;
    while (cursor.position < this.end) {
      const digit = cursor.peek() - 0x30;
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      if (value > Number.MAX_SAFE_INTEGER) {
        throw new FormatError('INTEGER_OVERFLOW', 'an integer is past 2^53', {
          offset: start,
        });
      }
      cursor.position += 1;
    }
    const length = cursor.position - start;
    if (length === 0) {
      throw this.unexpected('a non-negative integer expected');
    }
    if (length > 1 && cursor.slice(start, start + 1)[0] === 0x30) {
      throw this.unexpected('an integer with a leading zero');
    }
    return value;
  }

  unexpected(message: string): FormatError {
    return new FormatError('MALFORMED', `header: ${message}`, {
      offset: this.cursor.position,
    });
  }

  private run(
    from: number,
    to: number,
    start: number,
    maximum: number,
    cut: boolean,
  ): string {
    if (to - start <= maximum) {
      return decodeUtf8(this.cursor.slice(from, to), from);
    }
    if (!cut) {
      throw new FormatError(
        'LIMIT_EXCEEDED',
        `a name is longer than ${maximum} bytes`,
        { offset: start },
      );
    }
    // UTF-8 of the whole run is still checked, piece by piece.
    let text = '';
    let at = from;
    while (at < to) {
      let end = Math.min(to, at + 32 * 1024);
      while (
        end < to &&
        end > at + 1 &&
        (this.cursor.slice(end, end + 1)[0] & 0xc0) === 0x80
      ) {
        end -= 1;
      }
      const part = decodeUtf8(this.cursor.slice(at, end), at);
      if (text.length <= maximum) {
        text += part;
      }
      at = end;
    }
    return text;
  }

  private escape(): string {
    const { cursor } = this;
    const at = cursor.position;
    const byte = at < this.end ? cursor.byte() : 0;
    const plain = ESCAPES[byte];
    if (plain !== undefined) {
      return plain;
    }
    if (byte !== 0x75) {
      throw this.unexpected('an unknown escape');
    }
    const high = this.hex4();
    if (high >= 0xd800 && high < 0xdc00) {
      if (cursor.byte() !== BACKSLASH || cursor.byte() !== 0x75) {
        throw this.unexpected('half a surrogate pair');
      }
      const low = this.hex4();
      if (low < 0xdc00 || low > 0xdfff) {
        throw this.unexpected('half a surrogate pair');
      }
      return String.fromCharCode(high, low);
    }
    if (high >= 0xdc00 && high <= 0xdfff) {
      throw this.unexpected('half a surrogate pair');
    }
    return String.fromCharCode(high);
  }

  private hex4(): number {
    const { cursor } = this;
    if (cursor.position + 4 > this.end) {
      throw this.unexpected('an unknown escape');
    }
    const text = String.fromCharCode(
      ...cursor.slice(cursor.position, cursor.position + 4),
    );
    if (!/^[0-9a-fA-F]{4}$/.test(text)) {
      throw this.unexpected('an unknown escape');
    }
    cursor.position += 4;
    return Number.parseInt(text, 16);
  }
}
