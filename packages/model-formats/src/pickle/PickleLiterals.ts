import { OP } from './OP';
import { PickleStack } from './PickleStack';
import { PickleBytes, PickleUnknown } from './PickleValue';
import { unescapeString, unescapeUnicode } from './unescape';

/** Shorter plain text cannot hold an encoded stream. */
const ENCODED_TEXT = 24;
/** Has no byte by which a stream could import something. */
const PLAIN_TEXT = /^[ -~]*$/;

/** Opcodes that push one value and read nothing but the stream. */
export abstract class PickleLiterals extends PickleStack {
  /** `false` when `code` is none of them. */
  protected literal(code: number, offset: number): boolean {
    const { cursor, stack } = this;
    switch (code) {
      case OP.NONE:
        stack.push(null);
        return true;
      case OP.NEWTRUE:
        stack.push(true);
        return true;
      case OP.NEWFALSE:
        stack.push(false);
        return true;
      case OP.BININT:
        stack.push(this.i32());
        return true;
      case OP.BININT1:
        stack.push(cursor.byte());
        return true;
      case OP.BININT2:
        stack.push(this.u16());
        return true;
      case OP.LONG1:
        stack.push(this.long(cursor.byte()));
        return true;
      case OP.LONG4:
        stack.push(this.long(this.length4()));
        return true;
      case OP.BINFLOAT:
        stack.push(this.float());
        return true;
      case OP.INT:
      case OP.LONG:
        stack.push(this.textInteger(offset));
        return true;
      case OP.FLOAT:
        stack.push(Number(this.line()));
        return true;
      case OP.STRING: {
        const text = this.line();
        this.pushText(
          unescapeString(text.length >= 2 ? text.slice(1, -1) : text),
          offset,
        );
        return true;
      }
      case OP.UNICODE:
        this.pushText(unescapeUnicode(this.line()), offset);
        return true;
      case OP.SHORT_BINSTRING:
      case OP.SHORT_BINUNICODE:
        this.pushKeptText(cursor.byte());
        return true;
      case OP.BINSTRING:
      case OP.BINUNICODE:
        this.pushKeptText(this.length4());
        return true;
      case OP.BINUNICODE8:
        this.pushKeptText(this.u64());
        return true;
      case OP.SHORT_BINBYTES:
        this.pushBytes(cursor.byte());
        return true;
      case OP.BINBYTES:
        this.pushBytes(this.u32());
        return true;
      case OP.BINBYTES8:
      case OP.BYTEARRAY8:
        this.pushBytes(this.u64());
        return true;
      case OP.NEXT_BUFFER:
        stack.push(this.made(new PickleUnknown()));
        return true;
      default:
        return false;
    }
  }

  /** a text that may hold a stream of its own, decoded */
  protected abstract heardText(text: string, offset: number): void;
  /** bytes, or a text too long to keep */
  protected abstract heardBytes(offset: number, length: number): void;

  private pushText(text: string, offset: number): void {
    if (text.length >= ENCODED_TEXT || !PLAIN_TEXT.test(text)) {
      this.heardText(text, offset);
    }
    this.stack.push(text);
  }

  private pushKeptText(length: number): void {
    const start = this.cursor.position;
    const text = this.text(length);
    if (text instanceof PickleBytes) {
      this.heardBytes(start, length);
      this.stack.push(this.made(text));
    } else {
      this.pushText(text, start);
    }
  }

  private pushBytes(length: number): void {
    const value = this.bytes(length);
    this.heardBytes(value.offset, length);
    this.stack.push(this.made(value));
  }
}
