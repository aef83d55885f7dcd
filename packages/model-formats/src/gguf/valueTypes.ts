import { GgufCursor } from './GgufCursor';

/** `gguf_metadata_value_type` (gguf.md, File Structure). */
export const BOOL = 7;
export const STRING = 8;
export const ARRAY = 9;
export const UINT16 = 2;
export const UINT32 = 4;
export const INT32 = 5;
export const FLOAT32 = 6;

/** A type whose values all have one size. */
export interface ScalarType {
  name: string;
  bytes: number;
  /** the next value as text */
  text(cursor: GgufCursor): string;
}

/** `BOOL` is not among them: its byte must be 0 or 1. */
export const SCALAR_TYPES: ReadonlyMap<number, ScalarType> = new Map([
  [0, { name: 'uint8', bytes: 1, text: cursor => String(cursor.u8()) }],
  [1, { name: 'int8', bytes: 1, text: cursor => String(cursor.i8()) }],
  [UINT16, { name: 'uint16', bytes: 2, text: cursor => String(cursor.u16()) }],
  [3, { name: 'int16', bytes: 2, text: cursor => String(cursor.i16()) }],
  [UINT32, { name: 'uint32', bytes: 4, text: cursor => String(cursor.u32()) }],
  [INT32, { name: 'int32', bytes: 4, text: cursor => String(cursor.i32()) }],
  [
    FLOAT32,
    { name: 'float32', bytes: 4, text: cursor => float32Text(cursor.f32()) },
  ],
  [10, { name: 'uint64', bytes: 8, text: cursor => String(cursor.u64()) }],
  [11, { name: 'int64', bytes: 8, text: cursor => String(cursor.i64()) }],
  [12, { name: 'float64', bytes: 8, text: cursor => String(cursor.f64()) }],
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
