import { TensorInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import {
  PickleDict,
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
  PickleValue,
} from '../pickle/PickleValue';
import { isInRange } from './isInRange';
import {
  SPARSE_PARTS,
  TensorCall,
  tensorCall,
  tuple,
  wrappedTensor,
} from './tensorCalls';
import { storageDtype, TorchDtype } from './torchDtypes';

/**
 * Long lists are gone through in parts, of an even length: a loop over thousands
 * is compiled again while it runs, at a higher price than it is worth.
 */
const PART = 128;

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

/**
 * Names the tensors of an unpickled structure by the path to them
 * (`fc.weight`), as `state_dict()` does, and checks each against its storage.
 */
export class TensorLister {
  /** stated bytes by key */
  readonly storages = new Map<string, number>();
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
    if (
      value === null ||
      typeof value !== 'object' ||
      this.ancestors.has(value)
    ) {
      return;
    }
    this.visits += 1;
    // Shared values are named once per path, which can grow without bound.
    this.context.assertLimit('pickleValues', this.visits);
    this.context.assertLimit('pickleDepth', this.ancestors.size);
    const call = value instanceof PickleObject ? tensorCall(value) : undefined;
    if (call && !call.quantizer) {
      // Nothing below it is listed.
      this.tensor(call, path);
      return;
    }
    this.ancestors.add(value);
    if (call) {
      this.tensor(call, path);
    } else if (value instanceof PickleObject) {
      this.object(value, path);
    } else if (value instanceof PickleDict) {
      this.pairs(value.pairs, path);
    } else if (value instanceof PickleSequence) {
      this.items(value.items, path);
    } else if (value instanceof PicklePersistent) {
      this.plainStorage(value);
    }
    this.ancestors.delete(value);
  }

  private object(value: PickleObject, path: string): void {
    const callee = value.path;
    const inner = wrappedTensor(value);
    if (inner !== undefined) {
      this.list(inner, path);
      return;
    }
    const parts = callee === undefined ? undefined : SPARSE_PARTS[callee];
    if (parts) {
      const [, data = null] = tuple(value.args);
      tuple(data).forEach((part, i) =>
        this.list(part, join(path, parts[i] ?? String(i))),
      );
      return;
    }
    this.list(value.args, path);
    this.pairs(value.pairs, path);
    this.items(value.items, path);
    // An OrderedDict's own attributes (`_metadata`) are no parameters.
    if (callee !== 'collections.OrderedDict') {
      this.list(value.state, path);
    }
  }

  /** Keys and values in turn. */
  private pairs(pairs: readonly PickleValue[], path: string): void {
    for (let from = 0; from < pairs.length; from += PART) {
      this.somePairs(pairs, from, Math.min(from + PART, pairs.length), path);
    }
  }

  private somePairs(
    pairs: readonly PickleValue[],
    from: number,
    to: number,
    path: string,
  ): void {
    for (let i = from; i < to; i += 2) {
      this.pair(pairs[i], pairs[i + 1], path);
    }
  }

  private pair(key: PickleValue, item: PickleValue, path: string): void {
    if (item !== null && typeof item === 'object') {
      this.list(item, join(path, typeof key === 'string' ? key : keyText(key)));
    }
  }

  private items(items: readonly PickleValue[], path: string): void {
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (item !== null && typeof item === 'object') {
        this.list(item, join(path, String(i)));
      }
    }
  }

  private tensor(call: TensorCall, path: string): void {
    const { storage } = call;
    const reference =
      storage instanceof PicklePersistent ? this.reference(storage) : undefined;
    const { offset, shape, strides, elements, type } = call;
    this.place(reference, offset, shape, strides, elements, path, type);
    if (call.quantizer) {
      const [, scales = null, zeroPoints = null] = call.quantizer;
      this.list(scales, join(path, 'scales'));
      this.list(zeroPoints, join(path, 'zero_points'));
    }
  }

  /** Adds a tensor, when it is one, and checks it against its storage. */
  private place(
    reference: StorageReference | undefined,
    offset: PickleValue,
    shape: number[] | undefined,
    strides: readonly number[] | undefined,
    elements: number | bigint,
    path: string,
    ownType?: TorchDtype,
  ): void {
    const { context } = this;
    if (
      !reference ||
      typeof offset !== 'number' ||
      !Number.isSafeInteger(offset) ||
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
    const type = ownType ?? reference.type;
    const extent = this.locate(reference);
    if (!extent) {
      this.report(
        'torch/missing-storage',
        `tensor “${path}” needs the storage “${reference.key}”, which is not there`,
      );
    } else if (
      !isInRange(offset, shape, strides, type, reference, extent.bytes)
    ) {
      this.report(
        'torch/tensor-range',
        `tensor “${path}” reaches outside its storage “${reference.key}” of ${extent.bytes} bytes`,
      );
    }
    const info: TensorInfo = {
      name: path,
      dtype: type.dtype,
      shape,
      offset: extent ? extent.offset + offset * type.bytes : null,
      bytes: storedBytes(elements, type.bytes),
    };
    if (extent?.member !== undefined) {
      info.storage = extent.member;
    }
    context.tensors.add(info, elements);
  }

  /** A storage that is saved without a tensor around it. */
  private plainStorage(value: PicklePersistent): void {
    const reference = this.reference(value);
    const extent = reference && this.locate(reference);
    if (
      reference &&
      extent &&
      !(
        reference.count >= 0 &&
        reference.count * reference.type.bytes <= extent.bytes
      )
    ) {
      this.report(
        'torch/tensor-range',
        `the storage “${reference.key}” claims more than its ${extent.bytes} bytes`,
      );
    }
  }

  /** `('storage', type, key, device, count[, view])` */
  private reference(value: PicklePersistent): StorageReference | undefined {
    const id = tuple(value.id);
    return this.storage(id[0], id[1], id[2], id[4]);
  }

  private storage(
    tag: PickleValue | undefined,
    type: PickleValue | undefined,
    key: PickleValue | undefined,
    count: PickleValue | undefined,
  ): StorageReference | undefined {
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
    const bytes = count * dtype.bytes;
    const before = this.storages.get(key);
    if (before === undefined) {
      this.storages.set(key, bytes);
    } else if (before !== bytes) {
      this.report(
        'torch/storage-conflict',
        `the storage “${key}” is said to have ${before} bytes and ${bytes}`,
      );
    }
    return { key, type: dtype, count };
  }

  private report(
    rule:
      | 'torch/tensor'
      | 'torch/missing-storage'
      | 'torch/tensor-range'
      | 'torch/storage-conflict',
    message: string,
  ): void {
    this.context.report(
      rule,
      message,
      this.member === undefined ? undefined : { member: this.member },
    );
  }
}

/** Decimal; numbers are ten times as fast as big integers. */
function storedBytes(
  elements: number | bigint,
  bytesPerElement: number,
): string {
  const bytes = Number(elements) * bytesPerElement;
  return Number.isSafeInteger(bytes)
    ? String(bytes)
    : String(BigInt(elements) * BigInt(bytesPerElement));
}

function keyText(key: PickleValue): string {
  return typeof key === 'number' || typeof key === 'bigint' ? String(key) : '?';
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
