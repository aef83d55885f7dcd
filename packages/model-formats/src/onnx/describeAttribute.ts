import { MessageReader } from '../protobuf/MessageReader';
import { escapeBytes, tryDecodeUtf8 } from '../source/utf8';
import { Attribute } from './schema';

/** Code units per attribute; what is longer ends in … */
const MAX_TEXT = 200;
const MAX_BYTES = 128;

/** The present number or numbers behind those in `before`: `3`, `[1, 2]`. */
export function describeNumbers(
  wire: MessageReader,
  field: number,
  before: string,
): string {
  const isFloat = field === Attribute.f || field === Attribute.floats;
  const isList = field === Attribute.floats || field === Attribute.ints;
  if (before.endsWith('…]')) {
    wire.skipValue();
    return before;
  }
  const end = wire.packed ? wire.valueEnd() : wire.position + 1;
  let text = before.slice(1, -1);
  while (wire.position < end) {
    const value = isFloat ? shortFloat(wire.float()) : String(wire.int64());
    text = text === '' ? value : `${text}, ${value}`;
    if (text.length > MAX_TEXT) {
      text = `${text.slice(0, MAX_TEXT)}…`;
      if (wire.packed) {
        wire.position = end;
      }
      break;
    }
  }
  return isList ? `[${text}]` : text;
}

/** The present byte string behind those in `before`. */
export function describeText(
  wire: MessageReader,
  field: number,
  before: string,
): string {
  if (before.endsWith('…]')) {
    wire.skipValue();
    return before;
  }
  const end = wire.valueEnd();
  const length = end - wire.position;
  const bytes = wire.take(Math.min(length, MAX_BYTES));
  const text = `${tryDecodeUtf8(bytes) ?? escapeBytes(bytes)}${
    length > MAX_BYTES ? '…' : ''
  }`;
  wire.position = end;
  if (field === Attribute.s) {
    return text;
  }
  const inner = before === '' ? '' : `${before.slice(1, -1)}, `;
  const all = `${inner}${JSON.stringify(text)}`;
  return all.length > MAX_TEXT ? `[${all.slice(0, MAX_TEXT)}…]` : `[${all}]`;
}

/** The shortest decimal that is this 32-bit float. */
function shortFloat(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) {
      return String(short);
    }
  }
  return String(value);
}
