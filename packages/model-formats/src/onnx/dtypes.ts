import onnxProto from 'onnx-proto';

// A CommonJS module: its only export that every module system sees is the default.
const { DataType } = onnxProto.onnx.TensorProto;

/** How this product spells a type whose ONNX name differs. */
const SPELLING: Record<string, string> = {
  FLOAT: 'float32',
  DOUBLE: 'float64',
};

/**
 * TensorProto.DataType after `BFLOAT16`, where the vocabulary of onnx-proto
 * ends (onnx.proto at ONNX 1.20).
 */
const LATER_TYPES: Record<number, string> = {
  17: 'FLOAT8E4M3FN',
  18: 'FLOAT8E4M3FNUZ',
  19: 'FLOAT8E5M2',
  20: 'FLOAT8E5M2FNUZ',
  21: 'UINT4',
  22: 'INT4',
  23: 'FLOAT4E2M1',
  24: 'FLOAT8E8M0',
  25: 'UINT2',
  26: 'INT2',
};

/** TensorProto.DataType by number, as CONTRACTS spells dtypes. */
export const ONNX_DTYPES: ReadonlyMap<number, string> = new Map(
  [
    ...Object.entries(DataType)
      .filter(([, value]) => typeof value === 'number' && value > 0)
      .map(([name, value]) => [Number(value), name] as const),
    ...Object.entries(LATER_TYPES).map(
      ([value, name]) => [Number(value), name] as const,
    ),
  ].map(([value, name]) => [value, SPELLING[name] ?? name.toLowerCase()]),
);

/** Bits per element; `string` has none. */
export const ONNX_DTYPE_BITS: Readonly<Record<string, number>> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  int32: 32,
  int64: 64,
  bool: 8,
  float16: 16,
  float64: 64,
  uint32: 32,
  uint64: 64,
  complex64: 64,
  complex128: 128,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  uint4: 4,
  int4: 4,
  float4e2m1: 4,
  float8e8m0: 8,
  uint2: 2,
  int2: 2,
};
