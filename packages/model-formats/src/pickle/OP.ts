/** Opcodes of Python's Lib/pickle.py, protocols 0…5. */
export enum OP {
  MARK = 0x28,
  STOP = 0x2e,
  POP = 0x30,
  POP_MARK = 0x31,
  DUP = 0x32,
  FLOAT = 0x46,
  INT = 0x49,
  BININT = 0x4a,
  BININT1 = 0x4b,
  LONG = 0x4c,
  BININT2 = 0x4d,
  NONE = 0x4e,
  PERSID = 0x50,
  BINPERSID = 0x51,
  REDUCE = 0x52,
  STRING = 0x53,
  BINSTRING = 0x54,
  SHORT_BINSTRING = 0x55,
  UNICODE = 0x56,
  BINUNICODE = 0x58,
  APPEND = 0x61,
  BUILD = 0x62,
  GLOBAL = 0x63,
  DICT = 0x64,
  APPENDS = 0x65,
  GET = 0x67,
  BINGET = 0x68,
  INST = 0x69,
  LONG_BINGET = 0x6a,
  LIST = 0x6c,
  OBJ = 0x6f,
  PUT = 0x70,
  BINPUT = 0x71,
  LONG_BINPUT = 0x72,
  SETITEM = 0x73,
  TUPLE = 0x74,
  SETITEMS = 0x75,
  BINFLOAT = 0x47,
  EMPTY_TUPLE = 0x29,
  EMPTY_LIST = 0x5d,
  EMPTY_DICT = 0x7d,
  PROTO = 0x80,
  NEWOBJ = 0x81,
  EXT1 = 0x82,
  EXT2 = 0x83,
  EXT4 = 0x84,
  TUPLE1 = 0x85,
  TUPLE2 = 0x86,
  TUPLE3 = 0x87,
  NEWTRUE = 0x88,
  NEWFALSE = 0x89,
  LONG1 = 0x8a,
  LONG4 = 0x8b,
  BINBYTES = 0x42,
  SHORT_BINBYTES = 0x43,
  SHORT_BINUNICODE = 0x8c,
  BINUNICODE8 = 0x8d,
  BINBYTES8 = 0x8e,
  EMPTY_SET = 0x8f,
  ADDITEMS = 0x90,
  FROZENSET = 0x91,
  NEWOBJ_EX = 0x92,
  STACK_GLOBAL = 0x93,
  MEMOIZE = 0x94,
  FRAME = 0x95,
  BYTEARRAY8 = 0x96,
  NEXT_BUFFER = 0x97,
  READONLY_BUFFER = 0x98,
}

/** The opcodes of all genuine PyTorch archives of protocol 2, its default (census of 80 files). */
const TORCH_OPCODES = [
  OP.PROTO,
  OP.STOP,
  OP.MARK,
  OP.EMPTY_TUPLE,
  OP.EMPTY_LIST,
  OP.EMPTY_DICT,
  OP.EMPTY_SET,
  OP.TUPLE,
  OP.TUPLE1,
  OP.TUPLE2,
  OP.TUPLE3,
  OP.NONE,
  OP.NEWTRUE,
  OP.NEWFALSE,
  OP.BININT,
  OP.BININT1,
  OP.BININT2,
  OP.LONG1,
  OP.BINFLOAT,
  OP.BINUNICODE,
  OP.SHORT_BINSTRING,
  OP.GLOBAL,
  OP.BINPUT,
  OP.LONG_BINPUT,
  OP.BINGET,
  OP.LONG_BINGET,
  OP.APPEND,
  OP.APPENDS,
  OP.SETITEM,
  OP.SETITEMS,
  OP.BINPERSID,
  OP.REDUCE,
  OP.NEWOBJ,
  OP.BUILD,
];

/** What `pickle_protocol` of `torch.save` adds (Lib/pickle.py), by the first protocol that has it. */
const TORCH_OPCODES_SINCE: readonly (readonly [number, readonly OP[]])[] = [
  [3, [OP.SHORT_BINBYTES, OP.BINBYTES]],
  [
    4,
    [
      OP.FRAME,
      OP.MEMOIZE,
      OP.STACK_GLOBAL,
      OP.SHORT_BINUNICODE,
      OP.BINUNICODE8,
      OP.BINBYTES8,
      OP.ADDITEMS,
      OP.FROZENSET,
      OP.NEWOBJ_EX,
    ],
  ],
  [5, [OP.BYTEARRAY8]],
];
/** Before protocol 2, which has no opcode of its own at the beginning. */
const TORCH_OPCODES_BEFORE: readonly OP[] = [OP.INT, OP.LONG];
const NEWEST_PROTOCOL = 5;

const USUAL_BY_PROTOCOL: readonly Uint8Array[] = Array.from(
  { length: NEWEST_PROTOCOL + 1 },
  (_, protocol) =>
    opcodeTable([
      ...TORCH_OPCODES,
      ...(protocol < 2 ? TORCH_OPCODES_BEFORE : []),
      ...TORCH_OPCODES_SINCE.flatMap(([since, codes]) =>
        protocol >= since ? codes : [],
      ),
    ]),
);

/**
 * 1 at each opcode that PyTorch writes into a stream that begins with
 * `protocol`, `undefined` when it states none: any other one was not written by
 * PyTorch.
 */
export function torchOpcodes(protocol: number | undefined): Uint8Array {
  return USUAL_BY_PROTOCOL[Math.min(protocol ?? 1, NEWEST_PROTOCOL)];
}

/** Python knows no other. */
export const ALL_OPCODES: readonly number[] = Object.values(OP).filter(
  code => typeof code === 'number',
);

/** 1 at each opcode that Python knows. */
export const OPCODES = opcodeTable(ALL_OPCODES);

/**
 * Those that a stream can begin with: all others take something from the stack
 * or the memo, which are empty, so that nothing comes of them.
 */
export const FIRST_OPCODES = opcodeTable([
  OP.PROTO,
  OP.FRAME,
  OP.MARK,
  OP.NONE,
  OP.NEWTRUE,
  OP.NEWFALSE,
  OP.INT,
  OP.BININT,
  OP.BININT1,
  OP.BININT2,
  OP.LONG,
  OP.LONG1,
  OP.LONG4,
  OP.FLOAT,
  OP.BINFLOAT,
  OP.STRING,
  OP.BINSTRING,
  OP.SHORT_BINSTRING,
  OP.UNICODE,
  OP.BINUNICODE,
  OP.SHORT_BINUNICODE,
  OP.BINUNICODE8,
  OP.BINBYTES,
  OP.SHORT_BINBYTES,
  OP.BINBYTES8,
  OP.BYTEARRAY8,
  OP.EMPTY_TUPLE,
  OP.EMPTY_LIST,
  OP.EMPTY_DICT,
  OP.EMPTY_SET,
  OP.PERSID,
  OP.GLOBAL,
  OP.EXT1,
  OP.EXT2,
  OP.EXT4,
  OP.NEXT_BUFFER,
  OP.READONLY_BUFFER,
]);

function opcodeTable(codes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const code of codes) {
    table[code] = 1;
  }
  return table;
}
