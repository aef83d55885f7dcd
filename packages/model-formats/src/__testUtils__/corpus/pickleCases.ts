import { gzipSync, zlibSync } from 'fflate';
import { OP } from '../../pickle/OP';
import {
  global,
  pickle,
  PROTO2,
  shortUnicode,
  stateDict,
  unicode,
} from '../pickle';
import { npy } from '../npy';
import { EvasionCase } from './EvasionCase';

const CALL = [OP.MARK, ...unicode('id'), OP.TUPLE, OP.REDUCE];
const SYSTEM = global('os', 'system');
const PAYLOAD = pickle(PROTO2, SYSTEM, CALL, OP.STOP);
const text = (content: string) => Uint8Array.from(Buffer.from(content));
const call = (module: string, name: string) =>
  pickle(PROTO2, global(module, name), CALL, OP.STOP);
const imports = { rule: 'pickle/import' };
const exhausting = { rule: 'pickle/exhausting' };
/** 2^31 - 1 */
const BILLIONS = [OP.BININT, 0xff, 0xff, 0xff, 0x7f];
const nested = { rule: 'pickle/nested' };
const inText = (content: string) => pickle(PROTO2, unicode(content), OP.STOP);
const inBytes = (content: Uint8Array) =>
  pickle(PROTO2, OP.SHORT_BINBYTES, content.length, [...content], OP.STOP);
const memoised = (value: string) => [
  ...shortUnicode(value),
  OP.MEMOIZE,
  OP.POP,
];

type Row = [
  name: string,
  evades: string,
  bytes: () => Uint8Array,
  expects: EvasionCase['expects'],
];

/** Names that blocklists have missed. */
const IMPORTS: Row[] = (
  [
    ['os', 'system', 'the plainest payload'],
    ['pip', 'main', 'CVE-2025-1716'],
    [
      'asyncio.unix_events',
      '_UnixSubprocessTransport._start',
      'CVE-2025-10157: submodule against an exact list',
    ],
    ['uuid', '_get_command_stdout', 'CVE-2026-56315'],
    ['imaplib', 'IMAP4_stream', 'CVE-2026-56315'],
    ['_pyrepl.pager', 'pipe_pager', 'CVE-2026-56315'],
    ['_osx_support', '_read_output', 'CVE-2026-56315'],
    ['pkgutil', 'resolve_name', 'universal bypass of blocklists'],
    ['torch.utils.collect_env', 'run', 'gap of picklescan'],
    ['multiprocessing.util', 'spawnv_passfds', 'gap of picklescan'],
    ['torch.jit.unsupported_tensor_ops', 'execWrapper', 'gap of picklescan'],
    ['numpy.testing._private.utils', 'runstring', 'gap of picklescan'],
    ['numpy.f2py.crackfortran', 'getlincoef', 'gap of picklescan'],
    ['torch.storage', '_load_from_bytes', 'loads a nested stream'],
    ['transformers.utils', 'getattribute_from_module', 'gap of modelscan'],
    ['my_company.models', 'Net', 'a class that no list knows'],
  ] as const
).map(([module, name, evades]) => [
  `import of ${module}.${name}`,
  evades,
  () => call(module, name),
  imports,
]);

const STREAMS: Row[] = [
  [
    'STACK_GLOBAL from the memo behind decoys',
    'GHSA-9gvj-pp9x-gcfr',
    () =>
      pickle(
        OP.PROTO,
        4,
        memoised('os'),
        memoised('system'),
        shortUnicode('collections'),
        OP.POP,
        OP.BINGET,
        0,
        OP.BINGET,
        1,
        OP.STACK_GLOBAL,
        CALL,
        OP.STOP,
      ),
    imports,
  ],
  [
    'OBJ whose result is dropped',
    'fickling GHSA-mxhj-88fx-4pcv',
    () =>
      pickle(
        PROTO2,
        OP.MARK,
        SYSTEM,
        unicode('id'),
        OP.OBJ,
        OP.POP,
        OP.NONE,
        OP.STOP,
      ),
    imports,
  ],
  [
    'INST of protocol 0',
    'scanners of GLOBAL only',
    () => text("(S'id'\nios\nsystem\n."),
    imports,
  ],
  [
    'ASCII pickle of protocol 0',
    'CVE-2025-1889: text is not scanned',
    () => text("cos\nsystem\n(S'id'\ntR."),
    imports,
  ],
  [
    'carriage return in a module name',
    'newline variants in GLOBAL',
    () => text("cos\r\nsystem\r\n(S'id'\ntR."),
    imports,
  ],
  [
    'names in escapes of STRING',
    'scanners that compare the text as written',
    () => pickle("S'\\x6fs'\nS'sys\\164em'\n", OP.STACK_GLOBAL, "(S'id'\ntR."),
    imports,
  ],
  [
    'a frame that ends inside an opcode',
    'FRAME boundary straddling',
    () =>
      pickle(
        OP.PROTO,
        4,
        OP.FRAME,
        [3, 0, 0, 0, 0, 0, 0, 0],
        shortUnicode('os'),
        shortUnicode('system'),
        OP.STACK_GLOBAL,
        CALL,
        OP.STOP,
      ),
    imports,
  ],
  [
    'a memo index that was never set, behind the payload',
    'parse error that ends the scan',
    () => pickle(PROTO2, SYSTEM, CALL, OP.BINGET, 99, OP.STOP),
    imports,
  ],
  [
    'a memo index that was never set, in front of the payload',
    'parse error that ends the scan',
    () => pickle(PROTO2, OP.BINGET, 99, OP.POP, [...PAYLOAD]),
    nested,
  ],
  [
    'a stream that breaks behind the payload',
    'nullifAI: acts before the error',
    () => pickle(PROTO2, SYSTEM, CALL, 0xff, 'junk'),
    { rule: 'pickle/broken' },
  ],
  [
    'dotted attributes inside builtins',
    'subclasses.__getitem__ chains',
    () => call('builtins', 'set.__class__.__subclasses__'),
    imports,
  ],
  [
    'EXT opcode',
    'names out of a registry of the process',
    () => pickle(PROTO2, OP.EXT1, 7, CALL, OP.STOP),
    imports,
  ],
  [
    'a call of what was called before',
    'REDUCE on no global',
    () =>
      pickle(
        PROTO2,
        global('collections', 'defaultdict'),
        OP.EMPTY_TUPLE,
        OP.REDUCE,
        CALL,
        OP.STOP,
      ),
    { rule: 'pickle/indirect-call' },
  ],
  [
    'BUILD on an imported class',
    'allowed names with replaced attributes',
    () =>
      pickle(
        PROTO2,
        global('collections', 'OrderedDict'),
        OP.EMPTY_DICT,
        OP.BUILD,
        OP.STOP,
      ),
    { rule: 'pickle/changed-import' },
  ],
  [
    'an element of an array is assigned to',
    'SETITEM on what an allowed call made',
    () =>
      pickle(
        PROTO2,
        global('numpy.core.multiarray', '_reconstruct'),
        OP.EMPTY_TUPLE,
        OP.REDUCE,
        [OP.BININT1, 0, OP.BININT1, 7, OP.SETITEM],
        OP.STOP,
      ),
    { rule: 'pickle/rewritten-object' },
  ],
  [
    'a tuple that is appended to after it was used',
    'APPENDS on what cannot grow',
    () => pickle(PROTO2, OP.EMPTY_TUPLE, OP.MARK, OP.NONE, OP.APPENDS, OP.STOP),
    { rule: 'pickle/rewritten-object' },
  ],
  [
    'a state that is given twice',
    'the first one stays where the second says nothing',
    () =>
      pickle(
        PROTO2,
        global('collections', 'OrderedDict'),
        [OP.EMPTY_TUPLE, OP.REDUCE],
        [OP.EMPTY_DICT, OP.BUILD, OP.EMPTY_DICT, OP.BUILD],
        OP.STOP,
      ),
    { rule: 'pickle/rewritten-object' },
  ],
  [
    'tuples that share one another, as a key',
    'fickling#111: hashing never ends',
    () =>
      pickle(
        PROTO2,
        OP.EMPTY_DICT,
        OP.EMPTY_TUPLE,
        ...Array.from({ length: 40 }, () => [OP.DUP, OP.TUPLE2]),
        [OP.NONE, OP.SETITEM, OP.STOP],
      ),
    exhausting,
  ],
  [
    'frozen sets that share one another through lists',
    'fickling#111: hashing never ends',
    () =>
      pickle(
        [OP.PROTO, 4],
        OP.EMPTY_TUPLE,
        ...Array.from({ length: 40 }, () =>
          [
            [OP.BINPUT, 0, OP.POP, OP.MARK],
            [OP.BINGET, 0, OP.BINGET, 0, OP.LIST],
            OP.TUPLE1,
          ].flat(),
        ),
        OP.STOP,
      ),
    exhausting,
  ],
  ...(
    [
      ['bytes', [...global('builtins', 'bytearray'), ...BILLIONS, OP.TUPLE1]],
      [
        'a storage',
        [...global('torch', 'FloatStorage'), ...BILLIONS, OP.TUPLE1],
      ],
      [
        'a tensor',
        [...global('torch', 'Tensor'), ...BILLIONS, OP.DUP, OP.TUPLE2],
      ],
      [
        'an array',
        [...global('numpy', 'ndarray'), ...BILLIONS, OP.TUPLE1, OP.TUPLE1],
      ],
      [
        'a list of a range',
        [
          ...global('builtins', 'list'),
          ...[...global('builtins', 'range'), ...BILLIONS, OP.TUPLE1],
          ...[OP.REDUCE, OP.TUPLE1],
        ],
      ],
    ] as [string, number[]][]
  ).map(
    ([what, parts]): Row => [
      `${what} of billions`,
      'picklescan, modelscan: sizes are not read',
      () => pickle(PROTO2, parts, OP.REDUCE, OP.STOP),
      exhausting,
    ],
  ),
  [
    'a memo index of hundreds of millions',
    'fickling#211: room up to the highest index',
    () => pickle(PROTO2, OP.NONE, OP.LONG_BINPUT, [0, 0, 0, 0x20], OP.STOP),
    exhausting,
  ],
  [
    'a codec by name',
    'an allowed call with an argument that imports',
    () =>
      pickle(
        PROTO2,
        global('_codecs', 'encode'),
        unicode('x'),
        unicode('evil'),
        OP.TUPLE2,
        OP.REDUCE,
        OP.STOP,
      ),
    { rule: 'pickle/indirect-call' },
  ],
  [
    'a second stream behind STOP',
    'picklescan malicious6.pkl, modelaudit multiple_stream_attack.pkl',
    () => Buffer.concat([stateDict({}), PAYLOAD]),
    imports,
  ],
];

const WRAPPED: Row[] = [
  ['a stream in bytes', 'nested pickles', () => inBytes(PAYLOAD), nested],
  [
    'a stream in bytes in bytes',
    'nested pickles',
    () => inBytes(inBytes(PAYLOAD)),
    nested,
  ],
  [
    'a second stream behind STOP in bytes',
    'nested pickles, stop at the first STOP',
    () => inBytes(Buffer.concat([stateDict({}), PAYLOAD])),
    nested,
  ],
  [
    'a stream in base64',
    'encoded payloads',
    () => inText(Buffer.from(PAYLOAD).toString('base64')),
    nested,
  ],
  [
    'a stream in base64 inside a sentence',
    'encoded payloads',
    () => inText(`run(${Buffer.from(PAYLOAD).toString('base64url')})`),
    nested,
  ],
  [
    'a stream in hexadecimal',
    'encoded payloads',
    () => inText(Buffer.from(PAYLOAD).toString('hex')),
    nested,
  ],
  [
    'a stream in base64 as bytes',
    'encoded payloads',
    () => inBytes(text(Buffer.from(PAYLOAD).toString('base64'))),
    nested,
  ],
  [
    'a stream as text of latin-1',
    'bytes of protocol 2',
    () => inText(Buffer.from(PAYLOAD).toString('latin1')),
    nested,
  ],
  [
    'a stream in zlib in bytes',
    'packed payloads',
    () => inBytes(zlibSync(PAYLOAD)),
    nested,
  ],
  [
    'a stream in gzip in base64',
    'packed and encoded payloads',
    () => inText(Buffer.from(gzipSync(PAYLOAD)).toString('base64')),
    nested,
  ],
  [
    'a gzip file',
    'packed pickles are not scanned',
    () => gzipSync(PAYLOAD),
    imports,
  ],
  [
    'a zlib file',
    'packed pickles are not scanned',
    () => zlibSync(PAYLOAD),
    imports,
  ],
  [
    'gzip in gzip',
    'packed pickles are not scanned',
    () => gzipSync(gzipSync(PAYLOAD)),
    nested,
  ],
  [
    'a gzip file that is cut off',
    'error that ends the scan',
    () => gzipSync(PAYLOAD).subarray(0, -4),
    { rule: 'archive/compressed' },
  ],
  ...(
    [
      ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]],
      ['bzip2', [...Buffer.from('BZh9'), 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
      ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]],
      ['rar', [...Buffer.from('Rar!'), 0x1a, 0x07, 0x01, 0]],
    ] as const
  ).map(
    ([name, magic]): Row => [
      `a ${name} file`,
      'nullifAI: packings that scanners do not open',
      () => Uint8Array.from([...magic, ...PAYLOAD]),
      { rule: 'archive/not-opened' },
    ],
  ),
  [
    'an array of objects',
    'npy with object dtype',
    () => npy('|O', [1], PAYLOAD),
    imports,
  ],
  [
    'an array of structures with objects',
    'npy with a field of objects',
    () =>
      npy(
        [
          ['a', '<f4'],
          ['b', '|O'],
        ],
        [1],
        PAYLOAD,
      ),
    imports,
  ],
  [
    'a stream in the data of an array',
    'npy of bytes',
    () => npy('|u1', [PAYLOAD.length], PAYLOAD),
    nested,
  ],
  [
    'a stream behind an array of joblib',
    'raw data in a stream',
    () => joblib(PAYLOAD),
    { rule: 'pickle/import' },
  ],
];

/** A wrapper of two float32, their bytes, and `rest` in their place. */
function joblib(rest: Uint8Array): Uint8Array {
  return pickle(
    PROTO2,
    global('joblib.numpy_pickle', 'NumpyArrayWrapper'),
    OP.EMPTY_TUPLE,
    OP.NEWOBJ,
    OP.EMPTY_DICT,
    OP.MARK,
    unicode('shape'),
    OP.BININT1,
    2,
    OP.TUPLE1,
    unicode('dtype'),
    global('numpy', 'dtype'),
    unicode('f4'),
    OP.TUPLE1,
    OP.REDUCE,
    OP.SETITEMS,
    OP.BUILD,
    [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40],
    OP.POP,
    [...rest.subarray(2)],
  );
}

/** Pickles, and what they are hidden in. */
export const PICKLE_CASES: readonly EvasionCase[] = [
  ...IMPORTS,
  ...STREAMS,
  ...WRAPPED,
].map(([name, evades, bytes, expects]) => ({ name, evades, bytes, expects }));
