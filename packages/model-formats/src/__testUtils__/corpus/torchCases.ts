import { OP } from '../../pickle/OP';
import { buildZip, ZipMember } from '../buildZip';
import { npy } from '../npy';
import {
  global,
  PAYLOAD,
  pickle,
  PROTO2,
  shortUnicode,
  stateDict,
  tensor,
  unicode,
} from '../pickle';
import { EvasionCase } from './EvasionCase';

const text = (content: string) => Buffer.from(content);
const VERSION: ZipMember = { name: 'm/version', content: text('3\n') };
const STORAGE: ZipMember = { name: 'm/data/0', content: new Uint8Array(24) };
const MODEL = stateDict({ w: tensor({ key: '0', shape: [2, 3] }) });

const withPickle = (content: Uint8Array) => () =>
  buildZip([{ name: 'm/data.pkl', content }, STORAGE, VERSION]);
const withMember =
  (name: string, content: Uint8Array, deflate = false) =>
  () =>
    buildZip([
      { name: 'm/data.pkl', content: MODEL },
      STORAGE,
      VERSION,
      { name, content, deflate },
    ]);
const withTensor = (options: Parameters<typeof tensor>[0]) =>
  withPickle(stateDict({ w: tensor(options) }));

const TENSOR = tensor({ key: '0', shape: [2, 3] });

type Row = [
  name: string,
  evades: string,
  bytes: () => Uint8Array,
  expects: EvasionCase['expects'],
];

const scripted =
  (code: string, ...more: ZipMember[]) =>
  () =>
    buildZip([
      { name: 'm/data.pkl', content: MODEL },
      STORAGE,
      {
        name: 'm/constants.pkl',
        content: pickle(PROTO2, OP.EMPTY_TUPLE, OP.STOP),
      },
      { name: 'm/code/__torch__.py', content: text(code), deflate: true },
      ...more,
      VERSION,
    ]);
const ACTS = { rule: 'torch/file-operator' };

const nested = { rule: 'pickle/nested' };
const range = { rule: 'torch/tensor-range' };
const RANGE = 'CVE-2026-24747 class: storage metadata is believed';

const ROWS: Row[] = [
  [
    'payload in data.pkl',
    'the plainest one',
    withPickle(PAYLOAD),
    { rule: 'pickle/import' },
  ],
  [
    'payload behind data.pkl',
    'second stream after STOP',
    withPickle(Buffer.concat([MODEL, PAYLOAD])),
    { rule: 'pickle/trailing-bytes' },
  ],
  [
    'opcode of protocol 4',
    'STACK_GLOBAL in a state_dict',
    withPickle(pickle(PROTO2, OP.NONE, OP.MEMOIZE, OP.STOP)),
    { rule: 'pickle/opcode' },
  ],
  [
    'payload in a storage',
    'members chosen by name',
    withMember('m/data/1', PAYLOAD),
    nested,
  ],
  [
    'payload called text',
    'CVE-2025-1889, CVE-2025-10155: members chosen by extension',
    withMember('m/payload.txt', PAYLOAD),
    nested,
  ],
  [
    'payload in an extra file, packed',
    'members chosen by name',
    withMember('m/extra/a', PAYLOAD, true),
    nested,
  ],
  [
    'payload in code',
    'members chosen by name',
    withMember('m/code/a.py', PAYLOAD, true),
    nested,
  ],
  [
    'payload in constants.pkl',
    'scanners of data.pkl only',
    withMember('m/constants.pkl', PAYLOAD),
    { rule: 'pickle/import' },
  ],
  [
    'payload in bytecode.pkl',
    'scanners of data.pkl only',
    withMember('m/bytecode.pkl', PAYLOAD),
    { rule: 'pickle/import' },
  ],
  [
    'payload in a debug_pkl',
    'scanners of *.pkl only',
    withMember('m/code/a.py.debug_pkl', PAYLOAD, true),
    { rule: 'pickle/import' },
  ],
  [
    'array of objects in an extra file',
    'npy with object dtype',
    withMember('m/extra/a.npy', npy('|O', [1], PAYLOAD)),
    { rule: 'numpy/object-array' },
  ],
  [
    '7z in an extra file',
    'nullifAI: 7z payload',
    withMember(
      'm/extra/a',
      Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]),
    ),
    { rule: 'archive/hidden-container' },
  ],
  [
    'program in an extra file',
    'payload for another stage',
    withMember('m/extra/a', text('\x7fELF123456')),
    { rule: 'archive/hidden-container' },
  ],
  [
    'a function called while loading writes a file',
    'CVE-2025-32434 class: __setstate__ calls another',
    scripted(
      'def keep(x: Tensor) -> NoneType:\n  torch.save(x, "/tmp/a")\nclass M(Module):\n  def __setstate__(self, state: bool) -> NoneType:\n    _0 = __torch__.keep(self.w)\n',
    ),
    ACTS,
  ],
  [
    'an exported method reads a file, in pieces of a name',
    'scanners that look for a text',
    scripted(
      'class M(Module):\n  def embed(self) -> Tensor:\n    return torch . \\\n # x\n  from_file("/etc/passwd", False, 9)\n',
    ),
    ACTS,
  ],
  [
    'an operator of another library reads a file',
    'torch/ operators only',
    scripted('def f(p: str) -> Tensor:\n  return ops.image.read_file(p)\n'),
    ACTS,
  ],
  [
    'all operators under another name',
    'names that are looked for',
    scripted('def f(x: Tensor) -> None:\n  t = torch\n  t.save(x, "a")\n'),
    { rule: 'torch/renamed-operator' },
  ],
  [
    'all operators behind getattr',
    'names that are looked for',
    scripted('def f(x: Tensor) -> None:\n  getattr(torch, "save")(x, "a")\n'),
    { rule: 'torch/renamed-operator' },
  ],
  [
    'an operator behind a string that does not end',
    'lexers that disagree',
    scripted('def f(x: Tensor) -> None:\n  y = "\n  torch.save(x, "a")\n'),
    ACTS,
  ],
  [
    'an operator of nobody',
    'native code that the file does not carry',
    scripted('def f(x: Tensor) -> Tensor:\n  return ops.evil.run(x)\n'),
    { rule: 'torch/custom-operator' },
  ],
  [
    'a class of nobody',
    'native code that makes an object on load',
    scripted('class M(Module):\n  a : __torch__.torch.classes.evil.Engine\n'),
    { rule: 'torch/native-class' },
  ],
  [
    'an operator of bytecode alone',
    'scanners of code only',
    scripted('', {
      name: 'm/bytecode.pkl',
      content: pickle(
        PROTO2,
        [OP.MARK, OP.BININT1, 8],
        [OP.MARK, ...unicode('__torch__.M.forward')],
        [OP.MARK, OP.MARK, ...unicode('operators')],
        [OP.MARK, OP.MARK, ...unicode('aten::save'), ...unicode('')],
        [OP.TUPLE, OP.TUPLE, OP.TUPLE, OP.TUPLE, OP.TUPLE, OP.TUPLE],
        OP.STOP,
      ),
    }),
    ACTS,
  ],
  [
    'second root',
    'members outside the first directory',
    () =>
      buildZip([
        { name: 'm/data.pkl', content: MODEL },
        STORAGE,
        VERSION,
        { name: 'n/data.pkl', content: PAYLOAD },
      ]),
    { rule: 'torch/several-roots' },
  ],
  [
    'opcode of protocol 5 in one of protocol 4',
    'BYTEARRAY8 behind another header',
    withPickle(
      pickle(OP.PROTO, 4, [OP.BYTEARRAY8, 0, 0, 0, 0, 0, 0, 0, 0], OP.STOP),
    ),
    { rule: 'pickle/opcode' },
  ],
  [
    'text of protocol 0 behind a header',
    'INT in a state_dict',
    withPickle(pickle(PROTO2, 'I1\n', OP.STOP)),
    { rule: 'pickle/opcode' },
  ],
  [
    'names that are computed in protocol 4',
    'STACK_GLOBAL is genuine there',
    withPickle(
      pickle(
        [OP.PROTO, 4],
        shortUnicode('os'),
        [OP.MEMOIZE, OP.POP],
        shortUnicode('system'),
        [OP.MEMOIZE, OP.POP],
        [OP.BINGET, 0, OP.BINGET, 1, OP.STACK_GLOBAL],
        [OP.EMPTY_TUPLE, OP.REDUCE, OP.STOP],
      ),
    ),
    { rule: 'pickle/import' },
  ],
  [
    'class of code in a state_dict',
    '__torch__ allowed everywhere',
    withPickle(pickle(PROTO2, global('__torch__', 'M'), OP.STOP)),
    { rule: 'pickle/import' },
  ],
  ...(
    [
      [
        'an element of a tensor is assigned to',
        'CVE-2026-24747: SETITEM on a tensor',
        [TENSOR, OP.BININT1, 0, OP.BININT1, 7, OP.SETITEM],
      ],
      [
        'several elements of a parameter are assigned to',
        'SETITEMS on what wraps a tensor',
        [
          global('torch._utils', '_rebuild_parameter'),
          TENSOR,
          OP.NEWTRUE,
          OP.EMPTY_DICT,
          [OP.TUPLE3, OP.REDUCE],
          [OP.MARK, OP.BININT1, 0, OP.BININT1, 7, OP.SETITEMS],
        ],
      ],
      [
        'a tensor is appended to',
        'APPEND calls whatever the object has',
        [TENSOR, OP.BININT1, 7, OP.APPEND],
      ],
      [
        'a tensor is given a state',
        'BUILD on a tensor sets another storage',
        [TENSOR, OP.EMPTY_DICT, OP.BUILD],
      ],
      [
        'a parameter’s own data is replaced by its state',
        'attributes that are set on a tensor',
        [
          global('torch._utils', '_rebuild_parameter_with_state'),
          OP.MARK,
          TENSOR,
          OP.NEWTRUE,
          OP.EMPTY_DICT,
          [OP.EMPTY_DICT, ...unicode('data'), ...TENSOR, OP.SETITEM],
          [OP.TUPLE, OP.REDUCE],
        ],
      ],
    ] as [string, string, Parameters<typeof pickle>][]
  ).map(
    ([name, evades, parts]): Row => [
      name,
      evades,
      withPickle(pickle(PROTO2, ...parts, OP.STOP)),
      { rule: 'pickle/rewritten-object' },
    ],
  ),
  [
    'tensor past its storage',
    RANGE,
    withTensor({ key: '0', shape: [7] }),
    range,
  ],
  [
    'stride past its storage',
    RANGE,
    withTensor({ key: '0', shape: [2, 3], stride: [100, 1] }),
    range,
  ],
  [
    'offset past its storage',
    RANGE,
    withTensor({ key: '0', shape: [6], offset: 1 }),
    range,
  ],
  [
    'count past its record',
    RANGE,
    withTensor({ key: '0', shape: [2], count: 100 }),
    range,
  ],
  [
    'one storage of two sizes',
    RANGE,
    withPickle(
      stateDict({
        a: tensor({ key: '0', shape: [1], count: 6 }),
        b: tensor({ key: '0', shape: [1], count: 5 }),
      }),
    ),
    { rule: 'torch/storage-conflict' },
  ],
  [
    'missing storage',
    'tensors that are not there',
    withTensor({ key: '9', shape: [2] }),
    { rule: 'torch/missing-storage' },
  ],
  [
    'storage of no tensor',
    'hidden bytes',
    withMember('m/data/7', text('1234')),
    { rule: 'torch/unused-storage' },
  ],
  [
    'storage of another class',
    'types that were not checked',
    withTensor({ key: '0', shape: [2], storage: 'StringStorage' }),
    { rule: 'torch/tensor' },
  ],
  [
    'byte order of neither kind',
    'loaders that read numbers in different orders',
    withMember('m/byteorder', text('middle')),
    { rule: 'torch/byteorder' },
  ],
  [
    'TorchScript 1.0',
    'layouts that are taken for something else',
    () =>
      buildZip([
        { name: 'm/version', content: text('1') },
        { name: 'm/model.json', content: text('{}') },
        { name: 'm/tensors/0', content: PAYLOAD },
      ]),
    nested,
  ],
  [
    'model archive with a handler',
    'code that the server runs',
    () =>
      buildZip([
        { name: 'MAR-INF/MANIFEST.json', content: text('{}') },
        { name: 'handler.py', content: text('import os') },
      ]),
    { rule: 'torch/server-code' },
  ],
  [
    'payload in the model of a model archive',
    'archives in archives',
    () =>
      buildZip([
        { name: 'MAR-INF/MANIFEST.json', content: text('{}') },
        { name: 'model.pt', content: withPickle(PAYLOAD)() },
      ]),
    { rule: 'pickle/import' },
  ],
  [
    'raw container',
    'containers that are taken for something else',
    () => Buffer.concat([text('PYTORCH1'), PAYLOAD]),
    { status: 'unsupported' },
  ],
  [
    'mobile flatbuffer',
    'containers that are taken for something else',
    () => Buffer.concat([Buffer.from([8, 0, 0, 0]), text('PTMF'), PAYLOAD]),
    { status: 'unsupported' },
  ],
  [
    'tar of torch 0.1.1',
    'containers that are taken for something else',
    () => tar('pickle', PAYLOAD),
    nested,
  ],
  [
    'tar of anything',
    'packings that scanners do not open',
    () => tar('model.ckpt', PAYLOAD),
    nested,
  ],
];

/** One member in a ustar archive (POSIX.1-1988). */
function tar(name: string, content: Uint8Array): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write('ustar\x0000', 257, 'latin1');
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

/** PyTorch's own containers. */
export const TORCH_CASES: readonly EvasionCase[] = ROWS.map(
  ([name, evades, bytes, expects]) => ({ name, evades, bytes, expects }),
);
