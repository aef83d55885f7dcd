/** `module` and `name` of a GLOBAL, never imported. */
export class PickleGlobal {
  readonly path: string;

  constructor(readonly module: string, readonly name: string) {
    this.path = `${module}.${name}`;
  }
}

/** Bytes, and texts too long to keep: only where they stand. */
export class PickleBytes {
  constructor(readonly offset: number, readonly length: number) {}
}

export class PickleSequence {
  readonly items: PickleValue[];

  constructor(readonly kind: 'tuple' | 'list' | 'set', items: PickleValue[]) {
    this.items = items;
  }
}

export class PickleDict {
  readonly entries: [PickleValue, PickleValue][] = [];

  /** `items` are keys and values in turn. */
  set(items: readonly PickleValue[]): void {
    for (let i = 0; i < items.length; i += 2) {
      this.entries.push([items[i], items[i + 1]]);
    }
  }
}

/** Most objects are never filled: they share these. */
const NO_ENTRIES: readonly [PickleValue, PickleValue][] = [];
const NO_ITEMS: readonly PickleValue[] = [];

/**
 * What a call or an instantiation would make: REDUCE, NEWOBJ, INST or OBJ.
 * SETITEMS, APPENDS and BUILD on it are kept, nothing is run.
 */
export class PickleObject {
  state: PickleValue = null;
  private dict: PickleDict | undefined;
  private list: PickleValue[] | undefined;

  constructor(readonly callee: PickleValue, readonly args: PickleValue) {}

  get entries(): readonly [PickleValue, PickleValue][] {
    return this.dict?.entries ?? NO_ENTRIES;
  }

  get items(): readonly PickleValue[] {
    return this.list ?? NO_ITEMS;
  }

  /** `items` are keys and values in turn. */
  set(items: readonly PickleValue[]): void {
    (this.dict ??= new PickleDict()).set(items);
  }

  append(items: readonly PickleValue[]): void {
    const list = (this.list ??= []);
    for (const item of items) {
      list.push(item);
    }
  }

  /** `module.name` of what is called, when that is a global. */
  get path(): string | undefined {
    return this.callee instanceof PickleGlobal ? this.callee.path : undefined;
  }
}

/** BINPERSID: an object kept outside the stream. */
export class PicklePersistent {
  constructor(readonly id: PickleValue) {}
}

/** A value that cannot be known without running something. */
export class PickleUnknown {}

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleGlobal
  | PickleBytes
  | PickleSequence
  | PickleDict
  | PickleObject
  | PicklePersistent
  | PickleUnknown;
