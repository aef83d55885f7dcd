import { elementCount } from '../reader/TensorCollector';
import {
  PickleGlobal,
  PickleObject,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';
import { namedDtype, TorchDtype } from './torchDtypes';

/** The arguments of one of `torch._utils._rebuild_…tensor…`. */
export interface TensorCall {
  storage: PickleValue;
  offset: PickleValue;
  /** `undefined` when they are no integers */
  shape: number[] | undefined;
  strides: number[] | undefined;
  elements: number | bigint;
  /** where the call states it itself */
  type: TorchDtype | undefined;
  /** `(scheme, scale, zero_point[, axis])` of a quantised tensor */
  quantizer: PickleValue[] | undefined;
}

const REBUILD_TENSOR = new Set([
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
  'torch._utils._rebuild_qtensor',
]);
const REBUILD_V3 = 'torch._utils._rebuild_tensor_v3';
const V3_DTYPE = 6;
const REBUILD_QTENSOR = 'torch._utils._rebuild_qtensor';
const QUANTIZER = 4;
/** Calls whose first argument is the tensor. */
const WRAPPERS = new Set([
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch.jit._pickle.restore_type_tag',
]);
const FROM_TYPE = 'torch._tensor._rebuild_from_type_v2';

/** Names of `(layout, (…))`, in order (torch/_utils.py). */
export const SPARSE_PARTS: Record<string, readonly string[]> = {
  'torch._utils._rebuild_sparse_tensor': ['indices', 'values', 'size'],
  'torch._utils._rebuild_sparse_csr_tensor': [
    'crow_indices',
    'col_indices',
    'values',
    'size',
  ],
};

/** `undefined` when `value` makes no tensor out of a storage. */
export function tensorCall(value: PickleObject): TensorCall | undefined {
  const callee = value.path;
  if (callee === undefined || !REBUILD_TENSOR.has(callee)) {
    return undefined;
  }
  const args = tuple(value.args);
  const shape = numbers(args[2] ?? null);
  const dtype = callee === REBUILD_V3 ? args[V3_DTYPE] : undefined;
  const type =
    dtype instanceof PickleGlobal && dtype.module === 'torch'
      ? namedDtype(dtype.name)
      : undefined;
  return {
    storage: args[0] ?? null,
    offset: args[1] ?? null,
    shape,
    strides: numbers(args[3] ?? null),
    elements: shape ? countOf(shape) : 0,
    type,
    quantizer:
      callee === REBUILD_QTENSOR ? tuple(args[QUANTIZER] ?? null) : undefined,
  };
}

/** Product of dimensions. Throws as `elementCount` does. */
function countOf(shape: readonly number[]): number | bigint {
  return smallCount(shape) ?? elementCount(shape);
}

/** `undefined` when it takes more than numbers to say, or is no size. */
function smallCount(shape: readonly number[]): number | undefined {
  let product = 1;
  for (const dimension of shape) {
    product *= dimension;
    if (dimension < 0 || product > Number.MAX_SAFE_INTEGER) {
      return undefined;
    }
  }
  return product;
}

/** What a wrapper around a tensor holds; `undefined` for everything else. */
export function wrappedTensor(value: PickleObject): PickleValue | undefined {
  const callee = value.path;
  if (callee === undefined) {
    return undefined;
  }
  if (WRAPPERS.has(callee)) {
    return tuple(value.args)[0] ?? null;
  }
  if (callee === FROM_TYPE) {
    const [rebuild = null, , args = null] = tuple(value.args);
    return new PickleObject(rebuild, args);
  }
  return undefined;
}

export function tuple(value: PickleValue): PickleValue[] {
  return value instanceof PickleSequence ? value.items : [];
}

function numbers(value: PickleValue): number[] | undefined {
  const items =
    value instanceof PickleObject && value.path === 'torch.Size'
      ? tuple(tuple(value.args)[0] ?? null)
      : tuple(value);
  if (value === null) {
    return undefined;
  }
  for (let i = 0; i < items.length; i++) {
    if (!Number.isSafeInteger(items[i])) {
      return undefined;
    }
  }
  return items as number[];
}
