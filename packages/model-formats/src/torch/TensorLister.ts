import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';
import { namedDtype, storageDtype, TorchDtype } from './torchDtypes';

/** Where the bytes of a storage stand. */
export interface StorageExtent {
  /** archive member; absent in legacy files */
  member?: string;
  /** position of the first byte, in the member or in the file */
  offset: number;
  bytes: number;
}

/** A storage as its persistent id states it. */
export interface StorageReference {
  key: string;
  type: TorchDtype;
  /** elements */
  count: number;
}

const REBUILD_TENSOR = new Set([
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
  'torch._utils._rebuild_qtensor',
]);
const REBUILD_V3 = 'torch._utils._rebuild_tensor_v3';
const V3_DTYPE = 6;
/** Calls whose first argument is the tensor. */
const WRAPPERS = new Set([
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch.jit._pickle.restore_type_tag',
]);
const FROM_TYPE = 'torch._tensor._rebuild_from_type_v2';

/**
 * Names the tensors of an unpickled structure by the path to them
 * (`fc.weight`), as `state_dict()` does, and checks each against its storage.
 */
export class TensorLister {
  readonly storages = new Set<string>();
  private readonly ancestors = new Set<PickleValue>();
  private visits = 0;

  constructor(
    private readonly context: InspectionContext,
    private readonly locate: (
      reference: StorageReference,
    ) => StorageExtent | undefined,
    private readonly member?: string,
  ) {}

  list(value: PickleValue, path = ''): void {
    const { context } = this;
    if (
      value === null ||
      typeof value !== 'object' ||
      this.ancestors.has(value)
    ) {
      return;
    }
    this.visits += 1;
    // Shared values are named once per path, which can grow without bound.
    context.assertLimit('pickleValues', this.visits);
    context.assertLimit('pickleDepth', this.ancestors.size);
    this.ancestors.add(value);
    if (value instanceof PickleObject) {
      this.object(value, path);
    } else if (value instanceof PickleDict) {
      this.entries(value.entries, path);
    } else if (value instanceof PickleSequence) {
      this.items(value.items, path);
    } else if (value instanceof PicklePersistent) {
      this.storage(value);
    }
    this.ancestors.delete(value);
  }

  private object(value: PickleObject, path: string): void {
    const args = sequence(value.args);
    const callee = value.path;
    if (callee !== undefined && REBUILD_TENSOR.has(callee)) {
      this.tensor(callee, args, path);
    } else if (callee !== undefined && WRAPPERS.has(callee)) {
      this.list(args[0] ?? null, path);
    } else if (callee === FROM_TYPE) {
      const [rebuild = null, , rebuildArgs = null] = args;
      this.object(new PickleObject(rebuild, rebuildArgs), path);
    } else {
      this.list(value.args, path);
      this.entries(value.entries, path);
      this.items(value.items, path);
      // An OrderedDict's own attributes (`_metadata`) are no parameters.
      if (callee !== 'collections.OrderedDict') {
        this.list(value.state, path);
      }
    }
  }

  private entries(
    entries: readonly [PickleValue, PickleValue][],
    path: string,
  ): void {
    for (const [key, item] of entries) {
      this.list(item, join(path, typeof key === 'string' ? key : keyText(key)));
    }
  }

  private items(items: readonly PickleValue[], path: string): void {
    items.forEach((item, i) => this.list(item, join(path, String(i))));
  }

  private tensor(callee: string, args: PickleValue[], path: string): void {
    const { context } = this;
    const [storage, offset, size, stride] = args;
    const reference =
      storage instanceof PicklePersistent ? this.storage(storage) : undefined;
    const shape = numbers(size);
    const strides = numbers(stride);
    if (
      !reference ||
      typeof offset !== 'number' ||
      !shape ||
      !strides ||
      strides.length !== shape.length
    ) {
      this.report(
        'torch/tensor',
        `tensor “${path}” is not put together as PyTorch does`,
      );
      return;
    }
    context.assertLimit('rank', shape.length);
    const dtype = callee === REBUILD_V3 ? args[V3_DTYPE] : undefined;
    const type =
      dtype instanceof PickleGlobal && dtype.module === 'torch'
        ? namedDtype(dtype.name) ?? reference.type
        : reference.type;
    const elements = elementCount(shape);
    const extent = this.locate(reference);
    if (!extent) {
      this.report(
        'torch/missing-storage',
        `tensor “${path}” needs the storage “${reference.key}”, which is not there`,
      );
    } else {
      this.checkRange(path, {
        offset,
        shape,
        strides,
        bytesPerElement: type.bytes,
        reference,
        extent,
      });
    }
    context.tensors.add(
      {
        name: path,
        dtype: type.dtype,
        shape,
        offset: extent ? extent.offset + offset * type.bytes : null,
        bytes: String(elements * BigInt(type.bytes)),
        ...(extent?.member !== undefined && { storage: extent.member }),
      },
      elements,
    );
  }

  private checkRange(
    path: string,
    tensor: {
      offset: number;
      shape: number[];
      strides: number[];
      bytesPerElement: number;
      reference: StorageReference;
      extent: StorageExtent;
    },
  ): void {
    const { offset, shape, strides, bytesPerElement, reference, extent } =
      tensor;
    const stated = reference.count * reference.type.bytes;
    const last = shape.includes(0)
      ? offset - 1
      : shape.reduce((sum, n, i) => sum + (n - 1) * strides[i], offset);
    const sound =
      offset >= 0 &&
      strides.every(step => step >= 0) &&
      reference.count >= 0 &&
      stated <= extent.bytes &&
      (last + 1) * bytesPerElement <= stated;
    if (!sound) {
      this.report(
        'torch/tensor-range',
        `tensor “${path}” reaches outside its storage “${reference.key}” of ${extent.bytes} bytes`,
      );
    }
  }

  /** `('storage', type, key, device, count[, view])` */
  private storage(value: PicklePersistent): StorageReference | undefined {
    const [tag, type, key, , count] = sequence(value.id);
    const dtype =
      type instanceof PickleGlobal ? storageDtype(type.name) : undefined;
    if (
      tag !== 'storage' ||
      !dtype ||
      typeof key !== 'string' ||
      typeof count !== 'number'
    ) {
      return undefined;
    }
    this.storages.add(key);
    return { key, type: dtype, count };
  }

  private report(
    rule: 'torch/tensor' | 'torch/missing-storage' | 'torch/tensor-range',
    message: string,
  ): void {
    this.context.report(
      rule,
      message,
      this.member === undefined ? undefined : { member: this.member },
    );
  }
}

function sequence(value: PickleValue): PickleValue[] {
  return value instanceof PickleSequence ? value.items : [];
}

function numbers(value: PickleValue): number[] | undefined {
  const items =
    value instanceof PickleObject && value.path === 'torch.Size'
      ? sequence(sequence(value.args)[0] ?? null)
      : sequence(value);
  return value !== null && items.every(item => typeof item === 'number')
    ? (items as number[])
    : undefined;
}

function keyText(key: PickleValue): string {
  return typeof key === 'number' || typeof key === 'bigint' ? String(key) : '?';
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
