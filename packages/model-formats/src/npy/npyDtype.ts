import { PythonLiteral } from './pythonLiteral';

const TYPES: Record<string, string> = {
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
  b1: 'bool',
  c8: 'complex64',
  c16: 'complex128',
};

/** The same by name and by letter, as other writers give them to `numpy.dtype`. */
const ALIASES: Record<string, string> = {
  float16: 'f2',
  half: 'f2',
  e: 'f2',
  float32: 'f4',
  single: 'f4',
  f: 'f4',
  float64: 'f8',
  float: 'f8',
  double: 'f8',
  d: 'f8',
  int8: 'i1',
  b: 'i1',
  int16: 'i2',
  h: 'i2',
  int32: 'i4',
  i: 'i4',
  int64: 'i8',
  q: 'i8',
  uint8: 'u1',
  B: 'u1',
  uint16: 'u2',
  H: 'u2',
  uint32: 'u4',
  I: 'u4',
  uint64: 'u8',
  Q: 'u8',
  bool: 'b1',
  '?': 'b1',
  complex64: 'c8',
  F: 'c8',
  complex128: 'c16',
  D: 'c16',
};
const BYTE_ORDER = /^[<>=|]/;
/** A type of one element as `numpy.dtype.str` writes it. */
const SIMPLE = /^([a-zA-Z])(\d{0,9})(?:\[[^\]']{1,20}\])?$/;
/** Elements that are pointers to Python objects, alone or in a list of types. */
const OBJECT = /(^|[^a-zA-Z])(O\d*|object_?)([^a-zA-Z\d]|$)/;
const UTF32_BYTES = 4;

/** `descr` of an array header, which is `numpy.dtype`'s first argument. */
export function npyDtype(descr: PythonLiteral): {
  dtype: string;
  bytesPerElement: number | undefined;
  objects: boolean;
} {
  const name = typeof descr === 'string' ? descr.replace(BYTE_ORDER, '') : '';
  const simple = SIMPLE.exec(ALIASES[name] ?? name);
  if (!simple) {
    // A structure is not taken apart; whether it can unpickle is told.
    const objects = hasObjects(descr);
    return { dtype: 'struct', bytesPerElement: undefined, objects };
  }
  const [, kind, digits] = simple;
  const size = Number(digits);
  switch (kind) {
    case 'O':
      return { dtype: 'object', bytesPerElement: undefined, objects: true };
    case 'U':
      return {
        dtype: 'string',
        bytesPerElement: size * UTF32_BYTES,
        objects: false,
      };
    case 'S':
    case 'a':
      return { dtype: 'string', bytesPerElement: size, objects: false };
    case 'V':
      return { dtype: 'bytes', bytesPerElement: size, objects: false };
    case 'M':
    case 'm':
      return { dtype: 'int64', bytesPerElement: 8, objects: false };
    default: {
      const dtype = TYPES[`${kind}${digits}`];
      return {
        dtype: dtype ?? 'struct',
        bytesPerElement: dtype ? size : undefined,
        objects: false,
      };
    }
  }
}

function hasObjects(descr: PythonLiteral): boolean {
  if (typeof descr === 'string') {
    return OBJECT.test(descr);
  }
  const parts: readonly PythonLiteral[] =
    descr instanceof Map ? [...descr.values()] : [];
  return (Array.isArray(descr) ? descr : parts).some(hasObjects);
}
