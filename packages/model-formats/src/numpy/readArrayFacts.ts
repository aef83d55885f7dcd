import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { NpyHeader } from '../npy/NpyHeader';

/**
 * One array as a tensor of the answer; `size` is that of the whole array
 * file. What does not fit its shape is reported or fails.
 */
export function readArrayFacts(
  header: NpyHeader,
  name: string,
  size: number,
  context: InspectionContext,
  member?: string,
): void {
  const { shape, bytesPerElement, dataOffset } = header;
  context.assertLimit('rank', shape.length);
  const elements = elementCount(shape);
  const bytes =
    bytesPerElement === undefined
      ? undefined
      : elements * BigInt(bytesPerElement);
  const location = {
    offset: dataOffset,
    ...(member !== undefined && { member }),
  };
  context.tensors.add(
    {
      name,
      dtype: header.dtype,
      shape,
      offset: dataOffset,
      bytes: bytes === undefined ? null : String(bytes),
      ...(member !== undefined && { storage: member }),
    },
    elements,
  );
  if (header.objects) {
    context.report(
      'numpy/object-array',
      'the array holds pickled objects',
      location,
    );
    return;
  }
  if (bytes === undefined) {
    context.report(
      'numpy/structure',
      'the elements are structures, which are not taken apart',
      location,
    );
    return;
  }
  const stored = BigInt(size - dataOffset);
  if (bytes > stored) {
    throw new FormatError('TRUNCATED', 'the array is cut off', {
      offset: size,
    });
  }
  if (bytes < stored) {
    context.report(
      'numpy/trailing-bytes',
      `${stored - bytes} bytes follow the array`,
      location,
    );
  }
}
