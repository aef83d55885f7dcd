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

/** A type of one element as `numpy.dtype.str` writes it. */
const SIMPLE = /^'[<>=|]?([a-zA-Z])(\d{0,9})(?:\[[^\]']{1,20}\])?'$/;
/** Elements that are pointers to Python objects, anywhere in a structure. */
const OBJECT = /'[<>=|]?O\d*'/;
const UTF32_BYTES = 4;

/** `descr` of an array header, or `numpy.dtype`'s first argument quoted. */
export function npyDtype(descr: string): {
  dtype: string;
  bytesPerElement: number | undefined;
  objects: boolean;
} {
  const simple = SIMPLE.exec(descr);
  if (!simple) {
    // A structure is not taken apart; whether it can unpickle is told.
    const objects = OBJECT.test(descr);
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
