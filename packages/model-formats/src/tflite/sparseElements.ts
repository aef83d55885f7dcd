import {
  FlatbufferReader,
  FlatTable,
  FlatVector,
} from '../flatbuffer/FlatbufferReader';
import { DIMENSION, INDEX_VECTOR, SPARSITY } from './schema';

const DENSE = 0;
/** Bytes per value of SparseIndexVector by type code. */
const INDEX_WIDTHS = [0, 4, 2, 1];
/** More elements than any tensor of a file can have. */
const MOST_ELEMENTS = 2 ** 32;

/**
 * Elements that a sparse tensor stores, or why its tables are wrong, as
 * VerifyAndCountSparseElements of core/tools/verifier.cc finds them.
 */
export function sparseElements(
  flat: FlatbufferReader,
  sparsity: FlatTable,
  shape: readonly number[],
): number | string {
  const order = flat.i32s(sparsity, SPARSITY.traversalOrder);
  const dimensions = flat.tableVector(sparsity, SPARSITY.dimMetadata);
  if (!order || !dimensions) {
    return 'its sparsity has no traversal order or no dimensions';
  }
  const rank = shape.length;
  if (order.length < rank || dimensions.length !== order.length) {
    return 'its sparsity has another number of dimensions than its shape';
  }
  if (
    !isPermutation(order.slice(0, rank), 0) ||
    !isPermutation(order.slice(rank), rank)
  ) {
    return 'the traversal order of its sparsity is no permutation';
  }
  const sizes = expandedSizes(flat, sparsity, shape, order, dimensions);
  return typeof sizes === 'string'
    ? sizes
    : countElements(flat, order, dimensions, sizes);
}

function isPermutation(values: readonly number[], first: number): boolean {
  return [...values]
    .sort((a, b) => a - b)
    .every((value, i) => value === first + i);
}

/** Sizes of the dimensions, those of blocks split off. */
function expandedSizes(
  flat: FlatbufferReader,
  sparsity: FlatTable,
  shape: readonly number[],
  order: readonly number[],
  dimensions: FlatVector,
): number[] | string {
  const rank = shape.length;
  const blockRank = order.length - rank;
  const blockMap = flat.i32s(sparsity, SPARSITY.blockMap) ?? [];
  if (blockRank > 0 && blockMap.length !== blockRank) {
    return 'the block map of its sparsity has a wrong length';
  }
  const sizes: number[] = [...shape];
  for (let i = 0; i < blockRank; i++) {
    const dimension = flat.tableAt(dimensions, rank + i);
    const size = flat.i32(dimension, DIMENSION.denseSize);
    const mapped = blockMap[i];
    if (size <= 0 || mapped < 0 || mapped >= rank) {
      return 'a block of its sparsity is wrong';
    }
    sizes[order[rank + i]] = size;
    sizes[mapped] = Math.trunc(sizes[mapped] / size);
  }
  return sizes;
}

function countElements(
  flat: FlatbufferReader,
  order: readonly number[],
  dimensions: FlatVector,
  sizes: readonly number[],
): number | string {
  let elements = 1;
  for (let i = 0; i < order.length; i++) {
    const dimension = flat.tableAt(dimensions, i);
    const size = sizes[order[i]];
    if (flat.i8(dimension, DIMENSION.format) === DENSE) {
      if (flat.i32(dimension, DIMENSION.denseSize) !== size) {
        return 'a dense dimension of its sparsity has another size';
      }
      elements *= size;
    } else {
      const segments = indices(
        flat,
        dimension,
        DIMENSION.arraySegmentsType,
        DIMENSION.arraySegments,
      );
      const found = indices(
        flat,
        dimension,
        DIMENSION.arrayIndicesType,
        DIMENSION.arrayIndices,
      );
      if (!segments || !found) {
        return 'a sparse dimension has no segments or no indices';
      }
      if (
        segments.length !== elements + 1 ||
        segments.some((value, at) => value < (segments[at - 1] ?? 0)) ||
        segments[segments.length - 1] !== found.length ||
        found.some(value => value < 0 || value >= size)
      ) {
        return 'the segments or indices of a sparse dimension are wrong';
      }
      elements = found.length;
    }
    if (elements > MOST_ELEMENTS) {
      return 'its sparsity has more than 2^32 elements';
    }
  }
  return elements;
}

/** Values of one SparseIndexVector. */
function indices(
  flat: FlatbufferReader,
  dimension: FlatTable,
  typeField: number,
  field: number,
): number[] | undefined {
  const width = INDEX_WIDTHS[flat.i8(dimension, typeField)];
  const table = flat.table(dimension, field);
  const vector =
    width && table ? flat.vector(table, INDEX_VECTOR.values, width) : undefined;
  if (!vector) {
    return undefined;
  }
  flat.spend(vector.length, vector.position);
  return Array.from({ length: vector.length }, (_, i) => {
    const at = vector.position + i * width;
    if (width === 4) {
      return flat.bytes.i32(at);
    }
    return width === 2 ? flat.bytes.u16(at) : flat.bytes.u8(at);
  });
}
