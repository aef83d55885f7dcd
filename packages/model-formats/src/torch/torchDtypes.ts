/** Element types by storage class and by `torch.dtype` name. */
const TYPES: readonly {
  dtype: string;
  bytes: number;
  storage?: string;
  names: readonly string[];
}[] = [
  { dtype: 'float32', bytes: 4, storage: 'Float', names: ['float32', 'float'] },
  {
    dtype: 'float64',
    bytes: 8,
    storage: 'Double',
    names: ['float64', 'double'],
  },
  { dtype: 'float16', bytes: 2, storage: 'Half', names: ['float16', 'half'] },
  { dtype: 'bfloat16', bytes: 2, storage: 'BFloat16', names: ['bfloat16'] },
  { dtype: 'int64', bytes: 8, storage: 'Long', names: ['int64', 'long'] },
  { dtype: 'int32', bytes: 4, storage: 'Int', names: ['int32', 'int'] },
  { dtype: 'int16', bytes: 2, storage: 'Short', names: ['int16', 'short'] },
  { dtype: 'int8', bytes: 1, storage: 'Char', names: ['int8'] },
  { dtype: 'uint8', bytes: 1, storage: 'Byte', names: ['uint8'] },
  { dtype: 'bool', bytes: 1, storage: 'Bool', names: ['bool'] },
  {
    dtype: 'complex64',
    bytes: 8,
    storage: 'ComplexFloat',
    names: ['complex64', 'cfloat'],
  },
  {
    dtype: 'complex128',
    bytes: 16,
    storage: 'ComplexDouble',
    names: ['complex128', 'cdouble'],
  },
  { dtype: 'qint8', bytes: 1, storage: 'QInt8', names: ['qint8'] },
  { dtype: 'quint8', bytes: 1, storage: 'QUInt8', names: ['quint8'] },
  { dtype: 'qint32', bytes: 4, storage: 'QInt32', names: ['qint32'] },
  { dtype: 'complex32', bytes: 4, names: ['complex32', 'chalf'] },
  { dtype: 'uint16', bytes: 2, names: ['uint16'] },
  { dtype: 'uint32', bytes: 4, names: ['uint32'] },
  { dtype: 'uint64', bytes: 8, names: ['uint64'] },
  { dtype: 'float8e4m3fn', bytes: 1, names: ['float8_e4m3fn'] },
  { dtype: 'float8e4m3fnuz', bytes: 1, names: ['float8_e4m3fnuz'] },
  { dtype: 'float8e5m2', bytes: 1, names: ['float8_e5m2'] },
  { dtype: 'float8e5m2fnuz', bytes: 1, names: ['float8_e5m2fnuz'] },
  { dtype: 'float8e8m0', bytes: 1, names: ['float8_e8m0fnu'] },
];

/** Our spelling, and bytes per element. */
export interface TorchDtype {
  dtype: string;
  bytes: number;
}

const BY_STORAGE = new Map<string, TorchDtype>(
  TYPES.flatMap(type =>
    type.storage ? [[`${type.storage}Storage`, type] as const] : [],
  ),
);
const BY_NAME = new Map<string, TorchDtype>(
  TYPES.flatMap(type => type.names.map(name => [name, type] as const)),
);

/** Bytes without a type of their own. */
export const UNTYPED: TorchDtype = { dtype: 'uint8', bytes: 1 };

/** `FloatStorage` and its like; `UntypedStorage` counts bytes. */
export function storageDtype(className: string): TorchDtype | undefined {
  return className === 'UntypedStorage' ? UNTYPED : BY_STORAGE.get(className);
}

/** `float16` of `torch.float16`. */
export function namedDtype(name: string): TorchDtype | undefined {
  return BY_NAME.get(name);
}
