import { GgufCursor } from './GgufCursor';

/** `gguf_metadata_value_type` by name (gguf.md, File Structure). */
export const VALUE_TYPE = {
  UINT8: 0,
  INT8: 1,
  UINT16: 2,
  INT16: 3,
  UINT32: 4,
  INT32: 5,
  FLOAT32: 6,
  BOOL: 7,
  STRING: 8,
  ARRAY: 9,
  UINT64: 10,
  INT64: 11,
  FLOAT64: 12,
} as const;

/** A type whose values all have one size. */
export interface ScalarType {
  name: string;
  bytes: number;
  /** the next value as text */
  text(cursor: GgufCursor): string;
}

function scalar(
  name: string,
  bytes: number,
  text: ScalarType['text'],
): ScalarType {
  return { name, bytes, text };
}

/** `BOOL` is not among them: its byte must be 0 or 1. */
export const SCALAR_TYPES: ReadonlyMap<number, ScalarType> = new Map([
  [VALUE_TYPE.UINT8, scalar('uint8', 1, cursor => String(cursor.u8()))],
  [VALUE_TYPE.INT8, scalar('int8', 1, cursor => String(cursor.i8()))],
  [VALUE_TYPE.UINT16, scalar('uint16', 2, cursor => String(cursor.u16()))],
  [VALUE_TYPE.INT16, scalar('int16', 2, cursor => String(cursor.i16()))],
  [VALUE_TYPE.UINT32, scalar('uint32', 4, cursor => String(cursor.u32()))],
  [VALUE_TYPE.INT32, scalar('int32', 4, cursor => String(cursor.i32()))],
  [
    VALUE_TYPE.FLOAT32,
    scalar('float32', 4, cursor => float32Text(cursor.f32())),
  ],
  [VALUE_TYPE.UINT64, scalar('uint64', 8, cursor => String(cursor.u64()))],
  [VALUE_TYPE.INT64, scalar('int64', 8, cursor => String(cursor.i64()))],
  [VALUE_TYPE.FLOAT64, scalar('float64', 8, cursor => String(cursor.f64()))],
]);

/** Significant digits that tell any two float32 apart. */
const FLOAT32_DIGITS = 9;

/** The shortest decimal that is this float32: 0.1, not 0.10000000149011612. */
export function float32Text(value: number): string {
  for (let digits = 6; digits < FLOAT32_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) {
      return String(short);
    }
  }
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(FLOAT32_DIGITS)))
    : String(value);
}
