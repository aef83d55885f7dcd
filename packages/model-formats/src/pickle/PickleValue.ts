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
  /** values in it with shared ones written out: what hashing it goes through */
  weight: number;

  constructor(readonly kind: 'tuple' | 'list' | 'set', items: PickleValue[]) {
    this.items = items;
    this.weight = 1 + weightOf(items);
  }

  append(items: readonly PickleValue[]): void {
    this.weight += weightOf(items);
    for (const item of items) {
      this.items.push(item);
    }
  }
}

/** Most containers are never filled: they share these. */
const NO_ITEMS: readonly PickleValue[] = [];

export class PickleDict {
  private own: PickleValue[] | undefined;

  /** keys and values in turn */
  get pairs(): readonly PickleValue[] {
    return this.own ?? NO_ITEMS;
  }

  get entries(): readonly (readonly [PickleValue, PickleValue])[] {
    const { pairs } = this;
    const entries: [PickleValue, PickleValue][] = [];
    for (let i = 0; i < pairs.length; i += 2) {
      entries.push([pairs[i], pairs[i + 1]]);
    }
    return entries;
  }

  /** `items` are keys and values in turn, and nobody else's. */
  set(items: PickleValue[]): void {
    if (this.own === undefined) {
      this.own = items;
      return;
    }
    for (const item of items) {
      this.own.push(item);
    }
  }
}

/**
 * What a call or an instantiation would make: REDUCE, NEWOBJ, INST or OBJ.
 * SETITEMS, APPENDS and BUILD on it are kept, nothing is run.
 */
export class PickleObject {
  state: PickleValue = null;
  private dict: PickleDict | undefined;
  private list: PickleValue[] | undefined;

  constructor(readonly callee: PickleValue, readonly args: PickleValue) {}

  /** keys and values in turn */
  get pairs(): readonly PickleValue[] {
    return this.dict?.pairs ?? NO_ITEMS;
  }

  get items(): readonly PickleValue[] {
    return this.list ?? NO_ITEMS;
  }

  /** Whether it is only what its call made. */
  get isBare(): boolean {
    return (
      this.state === null && this.dict === undefined && this.list === undefined
    );
  }

  /** `items` are keys and values in turn, and nobody else's. */
  set(items: PickleValue[]): void {
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

function weightOf(items: readonly PickleValue[]): number {
  let weight = items.length;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const inner = item instanceof PickleObject ? item.args : item;
    if (inner instanceof PickleSequence) {
      weight += inner.weight;
    }
  }
  return weight;
}
