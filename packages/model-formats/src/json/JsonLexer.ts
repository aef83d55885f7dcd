import { FormatError } from '../inspection/FormatError';
import { ByteSource, readCopy } from '../source/ByteSource';

const WINDOW_BYTES = 256 * 1024;
/** No byte: the text is at its end. */
export const END = -1;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const NINE = 0x39;
const NOT_PLAIN = /[^\x20-\x5b\x5d-\x7e]/;
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
 * Tokens of JSON text, straight from the bytes and window by window (RFC
 * 8259): `JSON.parse` would keep the last of two equal keys, round integers
 * past 2^53, take depth without end and need the whole text at once.
 */
export class JsonLexer {
  private bytes: Uint8Array = new Uint8Array(0);
  /** The window, one character per byte: for strings that are ASCII. */
  private characters = '';
  private plain = false;
  private at = 0;
  private windowStart: number;
  private readonly ascii = new TextDecoder('latin1');
  private readonly strict = new TextDecoder('utf-8', {
    fatal: true,
    ignoreBOM: true,
  });

  /** `end` is the first byte after the text; `what` begins each message. */
  constructor(
    private readonly source: ByteSource,
    start: number,
    private readonly end: number,
    private readonly what: string,
  ) {
    this.windowStart = start;
  }

  /** Offset in the file. */
  get position(): number {
    return this.windowStart + this.at;
  }

  /** The next byte that is no white space, or `END`. */
  peek(): number {
    for (;;) {
      const byte = this.current();
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
        return byte;
      }
      this.at += 1;
    }
  }

  expect(byte: number): void {
    if (this.peek() !== byte) {
      throw this.unexpected(`“${String.fromCharCode(byte)}” expected`);
    }
    this.at += 1;
  }

  /** Takes `byte` when it is next. */
  accept(byte: number): boolean {
    if (this.peek() !== byte) {
      return false;
    }
    this.at += 1;
    return true;
  }

  /** Throws `MALFORMED` unless only white space is left. */
  expectEnd(): void {
    if (this.peek() !== END) {
      throw this.unexpected('more after the end of the JSON');
    }
  }

  /**
   * A string of at most `maximum` bytes; a longer one is refused, or cut when
   * `cut` is set (it may then be somewhat longer than `maximum`).
   */
  string(maximum: number, cut = false): string {
    this.expect(QUOTE);
    let end = this.plainEnd();
    if (end === this.bytes.length && this.at > 0) {
      // The window ends inside: once more with the string at its start.
      this.load(this.position);
      end = this.plainEnd();
    }
    const length = end - this.at;
    if (this.bytes[end] !== QUOTE || length > maximum) {
      return this.longString(maximum, cut);
    }
    const text = this.characters.substring(this.at, end);
    this.at = end + 1;
    return text;
  }

  /**
   * The window from here on, or `undefined` where it holds an escape, a line
   * break or anything that is not ASCII: for a short cut through text in its
   * usual form, which ends with `skip`.
   */
  plainText(): { window: string; at: number } | undefined {
    this.peek();
    return this.plain ? { window: this.characters, at: this.at } : undefined;
  }

  /** Goes on at index `to` of the window that `plainText` gave. */
  skipTo(to: number): void {
    this.at = to;
  }

  /** A non-negative integer. Throws `INTEGER_OVERFLOW` past 2^53. */
  integer(): number {
    const first = this.peek();
    const start = this.position;
    let value = 0;
    for (
      let byte = first;
      byte >= ZERO && byte <= NINE;
      byte = this.current()
    ) {
      value = value * 10 + byte - ZERO;
      if (value > Number.MAX_SAFE_INTEGER) {
        throw new FormatError(
          'INTEGER_OVERFLOW',
          `${this.what}: an integer is past 2^53`,
          { offset: start },
        );
      }
      this.at += 1;
    }
    const digits = this.position - start;
    if (digits === 0) {
      throw this.unexpected('a non-negative integer expected');
    }
    if (first === ZERO && digits > 1) {
      throw this.unexpected('an integer with a leading zero');
    }
    return value;
  }

  /** What stands up to the next delimiter: a number, `true`, `false` or `null`. */
  word(): string {
    this.peek();
    let word = '';
    let byte = this.current();
    while (byte > 0x20 && byte !== COMMA && (byte | 0x20) !== CLOSE_OBJECT) {
      word += String.fromCharCode(byte);
      if (word.length > 1_024) {
        throw this.unexpected('a value without an end');
      }
      this.at += 1;
      byte = this.current();
    }
    return word;
  }

  unexpected(message: string): FormatError {
    return new FormatError('MALFORMED', `${this.what}: ${message}`, {
      offset: this.position,
    });
  }

  private current(): number {
    return this.at < this.bytes.length || this.fill()
      ? this.bytes[this.at]
      : END;
  }

  private fill(): boolean {
    if (this.position >= this.end) {
      return false;
    }
    this.load(this.position);
    return true;
  }

  private load(position: number): void {
    this.bytes = readCopy(
      this.source,
      position,
      Math.min(WINDOW_BYTES, this.end - position),
    );
    this.characters = this.ascii.decode(this.bytes);
    this.plain = !NOT_PLAIN.test(this.characters);
    this.windowStart = position;
    this.at = 0;
  }

  /** Index of the first byte from here that is no plain character of a string. */
  private plainEnd(): number {
    const { bytes } = this;
    let end = this.at;
    while (end < bytes.length) {
      const byte = bytes[end];
      if (byte < 0x20 || byte >= 0x80 || byte === QUOTE || byte === BACKSLASH) {
        break;
      }
      end += 1;
    }
    return end;
  }

  /** Any string, across windows, with escapes and all of UTF-8. */
  private longString(maximum: number, cut: boolean): string {
    const start = this.position;
    let text = '';
    let runStart = this.at;
    for (;;) {
      const byte = this.at < this.bytes.length ? this.bytes[this.at] : END;
      const stops = byte === QUOTE || byte === BACKSLASH || byte === END;
      if (stops) {
        const run = this.decode(runStart, byte === END);
        text += text.length <= maximum ? run : '';
        if (!cut && this.position - start > maximum) {
          throw new FormatError(
            'LIMIT_EXCEEDED',
            `${this.what}: a name is longer than ${maximum} bytes`,
            { offset: start },
          );
        }
        if (byte === END) {
          if (!this.fill()) {
            throw this.unexpected('a string does not end');
          }
        } else {
          this.at += 1;
          if (byte === QUOTE) {
            return text;
          }
          const escape = this.escape();
          text += text.length <= maximum ? escape : '';
        }
        runStart = this.at;
      } else if (byte < 0x20) {
        throw this.unexpected('a control character in a string');
      } else {
        this.at += 1;
      }
    }
  }

  /** Text of the window from `from` up to here; `more` when the character may go on in the next one. */
  private decode(from: number, more: boolean): string {
    try {
      return this.strict.decode(this.bytes.subarray(from, this.at), {
        stream: more,
      });
    } catch (cause) {
      throw new FormatError(
        'INVALID_UTF8',
        `${this.what}: a string is not UTF-8`,
        { offset: this.windowStart + from, cause },
      );
    }
  }

  private escape(): string {
    const byte = this.byte();
    const plain = ESCAPES[byte];
    if (plain !== undefined) {
      return plain;
    }
    if (byte !== 0x75) {
      throw this.unexpected('an unknown escape');
    }
    const unit = this.hex4();
    if (unit < 0xd800 || unit > 0xdfff) {
      return String.fromCharCode(unit);
    }
    if (unit < 0xdc00 && this.byte() === BACKSLASH && this.byte() === 0x75) {
      const low = this.hex4();
      if (low >= 0xdc00 && low <= 0xdfff) {
        return String.fromCharCode(unit, low);
      }
    }
    throw this.unexpected('half a surrogate pair');
  }

  private hex4(): number {
    const text = String.fromCharCode(
      this.byte(),
      this.byte(),
      this.byte(),
      this.byte(),
    );
    if (!/^[0-9a-fA-F]{4}$/.test(text)) {
      throw this.unexpected('an unknown escape');
    }
    return Number.parseInt(text, 16);
  }

  private byte(): number {
    const byte = this.current();
    this.at += byte === END ? 0 : 1;
    return byte;
  }
}
