/** `module` and `name` of a GLOBAL, never imported. */
export class PickleGlobal {
  constructor(readonly module: string, readonly name: string) {}

  get path(): string {
    return `${this.module}.${this.name}`;
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
}

/**
 * What a call or an instantiation would make: REDUCE, NEWOBJ, INST or OBJ.
 * SETITEMS, APPENDS and BUILD on it are kept, nothing is run.
 */
export class PickleObject {
  readonly entries: [PickleValue, PickleValue][] = [];
  readonly items: PickleValue[] = [];
  state: PickleValue = null;

  constructor(readonly callee: PickleValue, readonly args: PickleValue) {}

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
