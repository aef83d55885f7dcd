import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { assertInside } from '../source/ByteSource';
import { GgufCursor } from './GgufCursor';
import { SCALAR_TYPES, VALUE_TYPE } from './valueTypes';

/** gguf.md, gguf_metadata_kv_t: at most 2^16 - 1 bytes. */
const KEY_BYTES = 65_535;
/** Key, type and a value of one byte, each as short as it can be. */
export const LEAST_KEY_VALUE_BYTES = 8 + 1 + 4 + 1;
/** Arrays up to this length are shown in full. */
const SHORT_ARRAY = 32;
const SHORT_STRING_BYTES = 256;
/** Type and length of an array. */
const ARRAY_HEAD_BYTES = 12;
const BLOCK_BYTES = 64 * 1024;

/** One key with its value as text. */
export interface KeyValue {
  key: string;
  /** one of `VALUE_TYPE` */
  type: number;
  text: string;
  /** the pair from its key's length to the end of its value, as offsets in the file */
  start: number;
  end: number;
  /** where the value begins: a string's length stands there */
  valueStart: number;
}

/** Key-value pairs one after the other (gguf.md, gguf_metadata_kv_t). */
export class KeyValueReader {
  private readonly keys = new Set<string>();
  private keyBytes = 0;
  private elements = 0;

  constructor(
    private readonly cursor: GgufCursor,
    private readonly context: InspectionContext,
  ) {}

  next(): KeyValue {
    const { cursor } = this;
    const start = cursor.position;
    const key = this.key();
    const type = cursor.u32();
    const valueStart = cursor.position;
    const text = this.value(type, 0);
    return { key, type, text, start, valueStart, end: cursor.position };
  }

  private key(): string {
    const at = this.cursor.position;
    const key = this.cursor.string(KEY_BYTES, 'key');
    if (!/^[\x21-\x7e]+$/.test(key)) {
      throw new FormatError(
        'MALFORMED',
        'a key is empty or not printable ASCII',
        { offset: at },
      );
    }
    if (this.keys.has(key)) {
      throw new FormatError('DUPLICATE', `the key “${key}” comes twice`, {
        offset: at,
      });
    }
    this.keyBytes += key.length;
    this.context.assertLimit('ggufNameBytes', this.keyBytes, at);
    this.keys.add(key);
    return key;
  }

  private value(type: number, depth: number): string {
    if (type === VALUE_TYPE.BOOL) {
      return this.bool();
    }
    if (type === VALUE_TYPE.STRING) {
      return this.string(this.context.limits.metadataValueChars * 4);
    }
    if (type === VALUE_TYPE.ARRAY) {
      return this.array(depth + 1);
    }
    return this.scalarType(type).text(this.cursor);
  }

  private scalarType(type: number) {
    const scalar = SCALAR_TYPES.get(type);
    if (!scalar) {
      throw new FormatError(
        'MALFORMED',
        `a value has the unknown type ${type}`,
        {
          offset: this.cursor.position,
        },
      );
    }
    return scalar;
  }

  private bool(): string {
    const byte = this.cursor.u8();
    if (byte > 1) {
      throw new FormatError('MALFORMED', `a BOOL is ${byte}, not 0 or 1`, {
        offset: this.cursor.position - 1,
      });
    }
    return byte === 1 ? 'true' : 'false';
  }

  private string(maximum: number): string {
    const at = this.cursor.position;
    const text = this.cursor.stringStart(maximum);
    if (text === undefined) {
      throw new FormatError('INVALID_UTF8', 'a string is not UTF-8', {
        offset: at,
      });
    }
    return text;
  }

  private array(depth: number): string {
    const { cursor, context } = this;
    const at = cursor.position;
    context.assertLimit('ggufArrayDepth', depth, at);
    const type = cursor.u32();
    const length = cursor.count();
    this.elements += length;
    context.assertLimit('ggufArrayElements', this.elements, at);
    if (type === VALUE_TYPE.ARRAY) {
      if (depth === 1) {
        context.report(
          'gguf/nested-array',
          'a value is an array of arrays, which ggml refuses and the specification allows',
          { offset: at },
        );
      }
      assertInside(cursor.size, cursor.position, length * ARRAY_HEAD_BYTES);
      for (let i = 0; i < length; i++) {
        this.array(depth + 1);
      }
      return `[${length} × array]`;
    }
    if (type === VALUE_TYPE.STRING) {
      return this.strings(length);
    }
    return type === VALUE_TYPE.BOOL
      ? this.bools(length)
      : this.scalars(type, length);
  }

  private strings(length: number): string {
    const { cursor } = this;
    if (length > SHORT_ARRAY) {
      cursor.skipStrings(length);
      return `[${length} × string]`;
    }
    const texts: string[] = [];
    for (let i = 0; i < length; i++) {
      // Tokens of a vocabulary may be parts of characters.
      const text = cursor.stringStart(SHORT_STRING_BYTES);
      texts.push(JSON.stringify(text ?? '(not UTF-8)'));
    }
    return `[${texts.join(', ')}]`;
  }

  private bools(length: number): string {
    const { cursor } = this;
    if (length <= SHORT_ARRAY) {
      return `[${Array.from({ length }, () => this.bool()).join(', ')}]`;
    }
    assertInside(cursor.size, cursor.position, length);
    for (let left = length; left > 0; ) {
      const at = cursor.position;
      const block = cursor.bytes(Math.min(left, BLOCK_BYTES));
      const wrong = block.findIndex(byte => byte > 1);
      if (wrong >= 0) {
        throw new FormatError('MALFORMED', 'a BOOL is neither 0 nor 1', {
          offset: at + wrong,
        });
      }
      left -= block.length;
    }
    return `[${length} × bool]`;
  }

  private scalars(type: number, length: number): string {
    const { cursor } = this;
    const scalar = this.scalarType(type);
    if (length > SHORT_ARRAY) {
      cursor.skip(length * scalar.bytes);
      return `[${length} × ${scalar.name}]`;
    }
    assertInside(cursor.size, cursor.position, length * scalar.bytes);
    const texts = Array.from({ length }, () => scalar.text(cursor));
    return `[${texts.join(', ')}]`;
  }
}
