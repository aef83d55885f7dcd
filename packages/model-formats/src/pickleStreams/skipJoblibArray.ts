import { FormatError } from '../inspection/FormatError';
import { npyDtype } from '../npy/npyDtype';
import { ByteSource } from '../source/ByteSource';
import {
  PickleDict,
  PickleObject,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';

/** What follows an array wrapper of joblib in the stream. */
export type JoblibArray =
  | { kind: 'raw'; end: number }
  /** a stream of its own begins at `start` */
  | { kind: 'objects'; start: number };

/**
 * joblib writes an array's bytes behind the BUILD of its wrapper
 * (joblib/numpy_pickle.py, `NumpyArrayWrapper.read_array`). Throws `MALFORMED`
 * when their length cannot be known: what follows could not be told from it.
 */
export function skipJoblibArray(
  wrapper: PickleObject,
  position: number,
  source: ByteSource,
): JoblibArray {
  const shape = attribute(wrapper, 'shape');
  const dims = shape instanceof PickleSequence ? shape.items : undefined;
  const dtype = attribute(wrapper, 'dtype');
  const descr =
    dtype instanceof PickleObject &&
    dtype.path === 'numpy.dtype' &&
    dtype.args instanceof PickleSequence
      ? dtype.args.items[0]
      : undefined;
  if (!dims || typeof descr !== 'string') {
    throw unknownArray(position);
  }
  const { bytesPerElement, objects } = npyDtype(descr);
  const aligned = attribute(wrapper, 'numpy_array_alignment_bytes');
  let start = position;
  if (objects) {
    return { kind: 'objects', start };
  }
  if (typeof aligned === 'number') {
    start += 1 + source.read(position, 1)[0];
  }
  let bytes = bytesPerElement ?? NaN;
  for (const size of dims) {
    bytes *= typeof size === 'number' && size >= 0 ? size : NaN;
  }
  if (!Number.isSafeInteger(bytes)) {
    throw unknownArray(position);
  }
  if (start + bytes > source.size) {
    throw new FormatError('TRUNCATED', 'an array runs past the end', {
      offset: start,
    });
  }
  return { kind: 'raw', end: start + bytes };
}

function attribute(
  wrapper: PickleObject,
  name: string,
): PickleValue | undefined {
  return wrapper.state instanceof PickleDict
    ? wrapper.state.entries.find(([key]) => key === name)?.[1]
    : undefined;
}

function unknownArray(offset: number): FormatError {
  return new FormatError(
    'MALFORMED',
    'the length of an array in the stream cannot be known',
    { offset },
  );
}
