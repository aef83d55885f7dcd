import { OP } from '../pickle/OP';

/** One opcode or argument: bytes, or text as UTF-8. */
type Part = number | string | readonly number[];

/** A pickle stream from opcodes and their arguments. */
export function pickle(...parts: Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap(part => {
      if (typeof part === 'number') {
        return [part];
      }
      return typeof part === 'string' ? [...Buffer.from(part)] : [...part];
    }),
  );
}

export const PROTO2 = [OP.PROTO, 2];

export function unicode(text: string): number[] {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return [OP.BINUNICODE, ...length, ...bytes];
}

export function shortUnicode(text: string): number[] {
  const bytes = Buffer.from(text);
  return [OP.SHORT_BINUNICODE, bytes.length, ...bytes];
}

export function global(module: string, name: string): number[] {
  return [OP.GLOBAL, ...Buffer.from(`${module}\n${name}\n`)];
}

const ints = (values: readonly number[]) => [
  OP.MARK,
  ...values.flatMap(value => [OP.BININT1, value]),
  OP.TUPLE,
];

/** A tensor as `torch.save` writes it. */
export function tensor(options: {
  key: string;
  shape: readonly number[];
  count?: number;
  stride?: readonly number[];
  offset?: number;
  storage?: string;
}): number[] {
  const { key, shape } = options;
  const count = options.count ?? shape.reduce((a, b) => a * b, 1);
  const stride =
    options.stride ??
    shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  return [
    ...global('torch._utils', '_rebuild_tensor_v2'),
    OP.MARK,
    OP.MARK,
    ...unicode('storage'),
    ...global('torch', options.storage ?? 'FloatStorage'),
    ...unicode(key),
    ...unicode('cpu'),
    OP.BININT1,
    count,
    OP.TUPLE,
    OP.BINPERSID,
    OP.BININT1,
    options.offset ?? 0,
    ...ints(shape),
    ...ints(stride),
    OP.NEWFALSE,
    ...global('collections', 'OrderedDict'),
    OP.EMPTY_TUPLE,
    OP.REDUCE,
    OP.TUPLE,
    OP.REDUCE,
  ];
}

/** A state_dict of named tensors. */
export function stateDict(entries: Record<string, number[]>): Uint8Array {
  return pickle(
    PROTO2,
    OP.EMPTY_DICT,
    OP.MARK,
    Object.entries(entries).flatMap(([name, value]) => [
      ...unicode(name),
      ...value,
    ]),
    OP.SETITEMS,
    OP.STOP,
  );
}

/** Runs `id` when it is loaded. */
export const PAYLOAD = pickle(
  PROTO2,
  global('os', 'system'),
  OP.MARK,
  unicode('id'),
  OP.TUPLE,
  OP.REDUCE,
  OP.STOP,
);
