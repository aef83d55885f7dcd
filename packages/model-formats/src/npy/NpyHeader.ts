import { FormatError } from '../inspection/FormatError';
import { ByteSource, readCopy } from '../source/ByteSource';
import { latin1, tryDecodeUtf8 } from '../source/utf8';
import { npyDtype } from './npyDtype';
import { PythonLiteral, pythonLiteral } from './pythonLiteral';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAGIC_BYTES = MAGIC.length;
/** Longer ones NumPy itself reads only on request (`max_header_size`). */
const HEADER_BYTES = 64 * 1024;
const NEWEST_MAJOR = 3;

/** Header of an array file (numpy/lib/format.py, “Format Version 1.0”…3.0). */
export interface NpyHeader {
  version: string;
  /** our spelling; `object` and `struct` for what is no number or text */
  dtype: string;
  shape: number[];
  /** `undefined` when the elements have no size of their own */
  bytesPerElement: number | undefined;
  /** loading it unpickles */
  objects: boolean;
  dataOffset: number;
}

export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/** Throws `MALFORMED`, `TRUNCATED`, `LIMIT_EXCEEDED`, `UNSUPPORTED_VERSION`. */
export function readNpyHeader(source: ByteSource): NpyHeader {
  const start = readCopy(source, 0, Math.min(12, source.size));
  const [major, minor] = start.subarray(MAGIC_BYTES);
  const wide = major >= 2;
  const dataStart = wide ? 12 : 10;
  if (start.length < dataStart) {
    throw new FormatError('TRUNCATED', 'the header of the array is cut', {
      offset: start.length,
    });
  }
  if (major < 1 || major > NEWEST_MAJOR) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      `array format ${major}.${minor} is unknown`,
      { offset: MAGIC_BYTES },
    );
  }
  const length =
    start[8] |
    (start[9] << 8) |
    (wide ? (start[10] << 16) | (start[11] << 24) : 0);
  if (length < 0 || length > HEADER_BYTES) {
    throw new FormatError(
      'LIMIT_EXCEEDED',
      `the header of the array is over ${HEADER_BYTES} bytes`,
      { offset: 8 },
    );
  }
  const bytes = readCopy(source, dataStart, length);
  const text = major === NEWEST_MAJOR ? tryDecodeUtf8(bytes) : latin1(bytes);
  const fields = text === undefined ? undefined : headerFields(text);
  if (!fields) {
    throw new FormatError(
      'MALFORMED',
      'the header of the array is none that NumPy reads',
      { offset: dataStart },
    );
  }
  return {
    version: `${major}.${minor}`,
    ...npyDtype(fields.descr),
    shape: fields.shape,
    dataOffset: dataStart + length,
  };
}

/** What a header has, and nothing else (numpy/lib/format.py, `EXPECTED_KEYS`). */
const KEYS = ['descr', 'fortran_order', 'shape'];

/** A header is a literal of Python: quotes, order and spaces are the writer's choice. */
function headerFields(
  text: string,
): { descr: PythonLiteral; shape: number[] } | undefined {
  const header = pythonLiteral(text);
  if (!(header instanceof Map) || header.size !== KEYS.length) {
    return undefined;
  }
  const [descr, fortranOrder, shape] = KEYS.map(key => header.get(key));
  return descr !== undefined &&
    typeof fortranOrder === 'boolean' &&
    Array.isArray(shape) &&
    shape.every(isSize)
    ? { descr, shape }
    : undefined;
}

function isSize(value: PythonLiteral): value is number {
  return typeof value === 'number' && value >= 0 && value < 1e15;
}
