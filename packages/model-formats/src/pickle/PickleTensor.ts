import {
  PickleGlobal,
  PickleObject,
  PicklePersistent,
  PickleSequence,
  PickleValue,
} from './PickleValue';

/** What nearly all tensors of one stream have in common. */
export interface TensorKind {
  /** `_rebuild_tensor_v2` */
  callee: PickleGlobal;
  /** first of the storage's id */
  tag: PickleValue;
  /** storage class */
  type: PickleValue;
  device: PickleValue;
  /** callee of the call that makes the hooks */
  hooks: PickleGlobal;
  requiresGrad: boolean;
}

/** Where they stand in the memo, counted from the first. */
const KEY = 0;
const ID = 1;
const SHAPE = 2;
const STRIDES = 3;
const HOOKS = 4;
const ARGS = 5;
/** So many values a tensor puts into the memo before itself. */
export const TENSOR_PARTS = 6;

/**
 * What a tensor of torch.save is put together from (torch/_tensor.py
 * `__reduce_ex__`), without the dozen containers: they are made when somebody
 * asks for them, as hardly anybody does. No value itself: it stands in the memo
 * in the place of those.
 */
export class TensorParts {
  private made: readonly PickleValue[] | undefined;

  constructor(
    readonly kind: TensorKind,
    readonly key: string,
    /** elements of the storage */
    readonly count: number,
    /** elements */
    readonly storageOffset: number,
    readonly shape: number[],
    readonly strides: number[],
    /** index of the first in the memo */
    private readonly memoStart: number,
  ) {}

  get args(): PickleValue {
    return this.all()[ARGS];
  }

  /** The value that the memo has at `index`, where this stands. */
  atMemo(index: number): PickleValue {
    return this.all()[index - this.memoStart];
  }

  /** As the machine makes them opcode by opcode, and each only once. */
  private all(): readonly PickleValue[] {
    if (this.made === undefined) {
      const { kind, key } = this;
      const made: PickleValue[] = [];
      made[KEY] = key;
      made[ID] = tuple([kind.tag, kind.type, key, kind.device, this.count]);
      made[SHAPE] = tuple([...this.shape]);
      made[STRIDES] = tuple([...this.strides]);
      made[HOOKS] = new PickleObject(kind.hooks, tuple([]));
      made[ARGS] = tuple([
        new PicklePersistent(made[ID]),
        this.storageOffset,
        made[SHAPE],
        made[STRIDES],
        kind.requiresGrad,
        made[HOOKS],
      ]);
      this.made = made;
    }
    return this.made;
  }
}

/** The call by which torch.save states a tensor. */
export class PickleTensor extends PickleObject {
  constructor(readonly parts: TensorParts) {
    super(parts.kind.callee, null);
  }

  override get args(): PickleValue {
    return this.parts.args;
  }
}

function tuple(items: PickleValue[]): PickleSequence {
  return new PickleSequence('tuple', items);
}
