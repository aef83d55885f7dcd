import { JsonLexer } from '../json/JsonLexer';
import { HeaderTensor } from './HeaderTensor';

const TO_DTYPE = '":{"dtype":"';
const TO_SHAPE = '","shape":[';
const TO_OFFSETS = '],"data_offsets":[';
const TO_END = ']}';
const ZERO = 0x30;
const NINE = 0x39;
const COMMA = 0x2c;
/** So many digits are exact. */
const EXACT_DIGITS = 15;
const METADATA_KEY = '__metadata__';

/**
 * The next member of a header if it is written just as the crate writes
 * tensors, which nearly all are; `undefined` takes nothing, and whatever it is
 * is for the lexer. Searches run in native code: a fresh process has not
 * compiled a loop over characters yet. The dtype is as written.
 */
export function usualTensor(lexer: JsonLexer): HeaderTensor | undefined {
  const text = lexer.plainText();
  if (!text) {
    return undefined;
  }
  const { window, at } = text;
  const nameEnd = window.indexOf('"', at + 1);
  const dtypeAt = nameEnd + TO_DTYPE.length;
  if (
    window[at] !== '"' ||
    nameEnd < 0 ||
    !window.startsWith(TO_DTYPE, nameEnd)
  ) {
    return undefined;
  }
  const dtypeEnd = window.indexOf('"', dtypeAt);
  const shapeAt = dtypeEnd + TO_SHAPE.length;
  if (dtypeEnd < 0 || !window.startsWith(TO_SHAPE, dtypeEnd)) {
    return undefined;
  }
  const shapeEnd = window.indexOf(']', shapeAt);
  const offsetsAt = shapeEnd + TO_OFFSETS.length;
  if (shapeEnd < 0 || !window.startsWith(TO_OFFSETS, shapeEnd)) {
    return undefined;
  }
  const offsetsEnd = window.indexOf(']', offsetsAt);
  if (offsetsEnd < 0 || !window.startsWith(TO_END, offsetsEnd)) {
    return undefined;
  }
  const shape = integers(window, shapeAt, shapeEnd);
  const offsets = integers(window, offsetsAt, offsetsEnd);
  const name = window.slice(at + 1, nameEnd);
  if (!shape || offsets?.length !== 2 || name === METADATA_KEY) {
    return undefined;
  }
  lexer.skipTo(offsetsEnd + TO_END.length);
  return {
    name,
    dtype: window.slice(dtypeAt, dtypeEnd),
    shape,
    begin: offsets[0],
    end: offsets[1],
  };
}

/** Integers with commas between them; `undefined` for any other text. */
function integers(
  window: string,
  start: number,
  end: number,
): number[] | undefined {
  const values: number[] = [];
  let value = 0;
  let digits = 0;
  for (let at = start; at <= end && end > start; at++) {
    const code = at < end ? window.charCodeAt(at) : COMMA;
    if (code === COMMA && digits > 0 && digits <= EXACT_DIGITS) {
      values.push(value);
      value = 0;
      digits = 0;
    } else if (code >= ZERO && code <= NINE && !(digits > 0 && value === 0)) {
      value = value * 10 + code - ZERO;
      digits += 1;
    } else {
      return undefined;
    }
  }
  return values;
}
