import { ByteSource } from '../source/ByteSource';

/**
 * The one little-endian number at `offset`, or `undefined` for a type that is
 * no floating point.
 */
export function readScalar(
  source: ByteSource,
  offset: number,
  dtype: string,
): number | undefined {
  switch (dtype) {
    case 'float64':
      return view(source, offset, 8).getFloat64(0, true);
    case 'float32':
      return view(source, offset, 4).getFloat32(0, true);
    case 'float16':
      return float16(view(source, offset, 2).getUint16(0, true));
    case 'bfloat16':
      return bfloat16(view(source, offset, 2).getUint16(0, true));
    default:
      return undefined;
  }
}

function view(source: ByteSource, offset: number, length: number): DataView {
  const bytes = source.read(offset, length);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

/** IEEE 754 binary16. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) {
    return fraction === 0 ? sign * Infinity : NaN;
  }
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a binary32. */
function bfloat16(bits: number): number {
  const both = new DataView(new ArrayBuffer(4));
  both.setUint16(0, bits);
  return both.getFloat32(0);
}
