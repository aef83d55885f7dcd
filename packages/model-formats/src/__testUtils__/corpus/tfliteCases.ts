import { METADATA_SCHEMA } from '../../tflite/METADATA_SCHEMA';
import { buildFlat, FlatObject } from '../buildFlat';
import { buildZip } from '../buildZip';
import {
  TFLITE_GRAPH,
  TFLITE_MODEL,
  tfliteBytes,
  withGraph,
  withOperator,
  withWeights,
} from '../tfliteModel';
import { EvasionCase } from './EvasionCase';

type Expects = EvasionCase['expects'];

const rule = (name: string): Expects => ({ rule: `tflite/${name}` });
const error = (code: string): Expects => ({ error: code });

const tflite = (
  name: string,
  evades: string,
  expects: Expects,
  bytes: () => Uint8Array,
): EvasionCase => ({ name: `tflite: ${name}`, evades, expects, bytes });

const model = (
  name: string,
  evades: string,
  expects: Expects,
  content: FlatObject,
): EvasionCase => tflite(name, evades, expects, () => tfliteBytes(content));

/** Positions of the root table, its vtable and one of its fields. */
interface Root {
  view: DataView;
  table: number;
  vtable: number;
  /** position of a field of Model */
  field(id: number): number;
}

/** The sound model with bytes changed by hand. */
const patched = (
  name: string,
  evades: string,
  expects: Expects,
  patch: (root: Root) => void,
  content: FlatObject = TFLITE_MODEL,
): EvasionCase =>
  tflite(name, evades, expects, () => {
    const bytes = Uint8Array.from(tfliteBytes(content));
    const view = new DataView(bytes.buffer);
    const table = view.getUint32(0, true);
    const vtable = table - view.getInt32(table, true);
    patch({
      view,
      table,
      vtable,
      field: id => table + view.getUint16(vtable + 4 + id * 2, true),
    });
    return bytes;
  });

const UNCHECKED = 'facts 3.2: the JavaScript runtime follows it unchecked';
const VERIFIER = 'flatbuffers::Verifier refuses it, readers without one do not';
const TFLITE_VERIFIER =
  'core/tools/verifier.cc refuses it, the interpreter need not';

const FLATBUFFER_CASES: readonly EvasionCase[] = [
  patched('root past the end', UNCHECKED, error('TRUNCATED'), ({ view }) =>
    view.setUint32(0, 0x7fffff00, true),
  ),
  patched('root into the header', UNCHECKED, error('MALFORMED'), ({ view }) =>
    view.setUint32(0, 0, true),
  ),
  patched('root not aligned', VERIFIER, error('MALFORMED'), ({ view, table }) =>
    view.setUint32(0, table + 1, true),
  ),
  patched(
    'vtable before the file',
    UNCHECKED,
    error('MALFORMED'),
    ({ view, table }) => view.setInt32(table, 0x7fffff00, true),
  ),
  patched(
    'vtable past the end',
    UNCHECKED,
    error('MALFORMED'),
    ({ view, table }) => view.setInt32(table, -0x7fffff00, true),
  ),
  patched(
    'vtable of odd length',
    VERIFIER,
    error('MALFORMED'),
    ({ view, vtable }) =>
      view.setUint16(vtable, view.getUint16(vtable, true) + 1, true),
  ),
  patched(
    'table longer than the file',
    VERIFIER,
    error('MALFORMED'),
    ({ view, vtable }) => view.setUint16(vtable + 2, 0xffff, true),
  ),
  patched(
    'field outside its table',
    VERIFIER,
    error('MALFORMED'),
    ({ view, vtable }) => view.setUint16(vtable + 4, 0x7ff0, true),
  ),
  patched(
    'vector of 2^31 tables',
    UNCHECKED,
    error('TRUNCATED'),
    ({ view, field }) => {
      const at = field(2);
      view.setUint32(at + view.getUint32(at, true), 0x7fffffff, true);
    },
  ),
  patched(
    'offset that leads nowhere',
    UNCHECKED,
    error('MALFORMED'),
    ({ view, field }) => view.setUint32(field(4), 0, true),
  ),
  patched(
    'text without its NUL',
    VERIFIER,
    error('MALFORMED'),
    ({ view, field }) => {
      const at = field(3);
      const start = at + view.getUint32(at, true);
      view.setUint8(start + 4 + view.getUint32(start, true), 0x41);
    },
    { ...TFLITE_MODEL, description: 'converted' },
  ),
  patched(
    'text that is no UTF-8',
    'two names that look alike after replacement',
    error('INVALID_UTF8'),
    ({ view, field }) => {
      const at = field(3);
      view.setUint8(at + view.getUint32(at, true) + 4, 0xff);
    },
    { ...TFLITE_MODEL, description: 'converted' },
  ),
  tflite(
    'one table named a million times',
    'facts 3.2: a DAG of shared offsets is an endless walk',
    error('LIMIT_EXCEEDED'),
    () => {
      const bytes = tfliteBytes(TFLITE_MODEL);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const table = view.getUint32(0, true);
      const vtable = table - view.getInt32(table, true);
      const codes = table + view.getUint16(vtable + 4 + 2, true);
      const old = codes + view.getUint32(codes, true);
      const code = old + 4 + view.getUint32(old + 4, true);
      const count = 1_100_000;
      const start = Math.ceil(bytes.length / 4) * 4;
      const grown = new Uint8Array(start + 4 + count * 4 + 64);
      grown.set(bytes);
      // A copy of the code behind them all, for offsets lead forward.
      grown.set(bytes.subarray(code, code + 32), start + 4 + count * 4);
      const to = new DataView(grown.buffer);
      to.setUint32(codes, start - codes, true);
      to.setUint32(start, count, true);
      const copy = start + 4 + count * 4;
      to.setInt32(copy, copy - (code - view.getInt32(code, true)), true);
      for (let i = 0; i < count; i++) {
        const at = start + 4 + i * 4;
        to.setUint32(at, copy - at, true);
      }
      return grown;
    },
  ),
];

const MODEL_CASES: readonly EvasionCase[] = [
  model('schema version 2', TFLITE_VERIFIER, error('UNSUPPORTED_VERSION'), {
    ...TFLITE_MODEL,
    version: 2,
  }),
  model('no subgraphs', TFLITE_VERIFIER, error('MALFORMED'), {
    ...TFLITE_MODEL,
    subgraphs: undefined,
  }),
  model('no buffers', TFLITE_VERIFIER, error('MALFORMED'), {
    ...TFLITE_MODEL,
    buffers: undefined,
  }),
  model(
    'subgraph without operators',
    TFLITE_VERIFIER,
    error('MALFORMED'),
    withGraph({ operators: undefined }),
  ),
  model(
    'operator without inputs',
    TFLITE_VERIFIER,
    error('MALFORMED'),
    withOperator({ inputs: undefined }),
  ),
  model(
    'operator without outputs',
    TFLITE_VERIFIER,
    error('MALFORMED'),
    withOperator({ outputs: undefined }),
  ),
  model(
    'operator input that is no tensor',
    'out-of-bounds read in the interpreter',
    error('OUT_OF_RANGE'),
    withOperator({ inputs: [0, 3] }),
  ),
  model(
    'optional tensor as an output',
    'CVE-2020-15209 class: index -1 is written to',
    error('OUT_OF_RANGE'),
    withOperator({ outputs: [-1] }),
  ),
  model(
    'operator code past the end',
    TFLITE_VERIFIER,
    error('OUT_OF_RANGE'),
    withOperator({ opcode_index: 1 }),
  ),
  model(
    'buffer past the end',
    TFLITE_VERIFIER,
    error('OUT_OF_RANGE'),
    withWeights({ buffer: 0xffffffff }),
  ),
  model(
    'input used before it is computed',
    TFLITE_VERIFIER,
    rule('graph-order'),
    withGraph({ inputs: [] }),
  ),
  model(
    'constant that is computed',
    TFLITE_VERIFIER,
    rule('graph-order'),
    withOperator({ outputs: [1] }),
  ),
  model(
    'tensor computed twice',
    TFLITE_VERIFIER,
    rule('graph-order'),
    withGraph({
      operators: [TFLITE_GRAPH.operators[0], TFLITE_GRAPH.operators[0]],
    }),
  ),
  model(
    'weights shorter than their shape',
    'the kernel reads behind the buffer',
    rule('tensor-data'),
    withWeights({ shape: [4] }),
  ),
  model(
    'shape whose product wraps to the size',
    'an unchecked product of 2^32 and 3 elements is 3',
    error('INTEGER_OVERFLOW'),
    withWeights({ shape: [0x7fffffff, 0x7fffffff, 0x7fffffff] }),
  ),
  model(
    'negative dimension',
    'a negative size becomes a huge one',
    error('OUT_OF_RANGE'),
    withWeights({ shape: [-3] }),
  ),
  model('buffer 0 with data', TFLITE_VERIFIER, rule('buffer-zero'), {
    ...TFLITE_MODEL,
    buffers: [{ data: new Uint8Array(12) }, { data: new Uint8Array(12) }],
  }),
  model(
    'strings longer than their buffer',
    'core/tools/verifier.cc: layout of string_util.h',
    rule('tensor-data'),
    withWeights(
      { type: 5 },
      { buffers: [{}, { data: Uint8Array.of(255, 255, 255, 63) }] },
    ),
  ),
  model(
    'string that ends before it starts',
    'a length below zero is a huge copy',
    rule('tensor-data'),
    withWeights(
      { type: 5, shape: [2] },
      {
        buffers: [
          {},
          {
            data: new Uint8Array(
              Uint32Array.of(2, 16, 24, 18, 0, 0, 0).buffer,
            ).slice(0, 18),
          },
        ],
      },
    ),
  ),
  model(
    'sparse index outside its dimension',
    'CVE-2020-15211 class: densifying writes outside',
    rule('tensor-data'),
    withWeights({
      sparsity: {
        traversal_order: [0],
        dim_metadata: [
          {
            format: 1,
            array_segments: ['Int32Vector', { values: [0, 3] }],
            array_indices: ['Int32Vector', { values: [0, 1, 1000] }],
          },
        ],
      },
    }),
  ),
  model(
    'sparsity without dimensions',
    TFLITE_VERIFIER,
    rule('tensor-data'),
    withWeights({ sparsity: { traversal_order: [0] } }),
  ),
  model(
    'more scales than channels',
    'per-channel kernels read scales by the channel',
    rule('quantization'),
    withWeights({
      quantization: { scale: [1, 1], zero_point: [0, 0] },
    }),
  ),
  model(
    'axis of the scales outside the shape',
    'the axis indexes the shape unchecked',
    rule('quantization'),
    withWeights({
      quantization: {
        scale: [1, 1, 1],
        zero_point: [0, 0, 0],
        quantized_dimension: 7,
      },
    }),
  ),
  model(
    'blocks scaled by a tensor that is not there',
    'the index of the scales is followed unchecked',
    rule('quantization'),
    withWeights({
      quantization: { details: ['BlockwiseQuantization', { scales: 99 }] },
    }),
  ),
];

const condition = (index: number) =>
  withOperator(
    {
      builtin_options: [
        'IfOptions',
        { then_subgraph_index: index, else_subgraph_index: index },
      ],
    },
    { operator_codes: [{ builtin_code: 118 }] },
  );

const CALL_CASES: readonly EvasionCase[] = [
  model(
    'branch that is not there',
    'the interpreter indexes its subgraphs with it',
    error('OUT_OF_RANGE'),
    condition(4),
  ),
  model(
    'graph that calls itself',
    'preparing recurses until the stack is full',
    rule('subgraph-cycle'),
    condition(0),
  ),
  model(
    'operator code in the new field only',
    'facts 3.1: the larger of both codes counts, 32 is CUSTOM',
    rule('file-operator'),
    {
      ...TFLITE_MODEL,
      operator_codes: [
        {
          deprecated_builtin_code: 0,
          builtin_code: 32,
          custom_code: 'FlexReadFile',
        },
      ],
    },
  ),
  model(
    'file operator in an inner subgraph',
    'scanners that look at the first subgraph only',
    rule('file-operator'),
    {
      ...TFLITE_MODEL,
      operator_codes: [
        { builtin_code: 0 },
        { builtin_code: 32, custom_code: 'FlexWriteFile' },
      ],
      subgraphs: [
        TFLITE_GRAPH,
        {
          ...TFLITE_GRAPH,
          operators: [{ ...TFLITE_GRAPH.operators[0], opcode_index: 1 }],
        },
      ],
    },
  ),
  model(
    'Python under a custom name',
    'modelscan: PyFunc in another container',
    rule('file-operator'),
    {
      ...TFLITE_MODEL,
      operator_codes: [{ builtin_code: 32, custom_code: 'FlexEagerPyFunc' }],
    },
  ),
  model(
    'operator of a later schema',
    'what is not known cannot be called harmless',
    rule('unknown-operator'),
    { ...TFLITE_MODEL, operator_codes: [{ builtin_code: 4000 }] },
  ),
];

const external = (
  name: string,
  location: string,
  expects: Expects = rule('external-buffer-path'),
) =>
  model(
    `external weights at ${name}`,
    'CVE-2022-25882 and CVE-2024-27318 for the file names of schema 3d',
    expects,
    withWeights(
      { buffer: 0, external_buffer: 1 },
      {
        external_buffer_groups: [{ name: location }],
        external_buffers: [{ id: 1, group: 0, length: 12 }],
      },
    ),
  );

const EXTERNAL_CASES: readonly EvasionCase[] = [
  external('an absolute path', '/etc/passwd'),
  external('a parent', '../weights.bin'),
  external('a parent behind a folder', 'a/../../weights.bin'),
  external('a drive', 'C:\\weights.bin'),
  external('a URL', 'https://example.com/w.bin'),
  external('an empty path', ''),
  model(
    'external buffer that is not there',
    'the identifier is followed unchecked',
    error('OUT_OF_RANGE'),
    withWeights({ external_buffer: 5 }),
  ),
  model(
    'weights both inside and in another file',
    'old runtimes take the one, new ones the other',
    rule('buffer-twice'),
    withWeights(
      { external_buffer: 1 },
      {
        external_buffer_groups: [{ name: 'w.bin' }],
        external_buffers: [{ id: 1, group: 0, length: 12 }],
      },
    ),
  ),
  model(
    'weights both inside and behind',
    'runtimes of before version 3c take the ones inside',
    rule('buffer-twice'),
    {
      ...TFLITE_MODEL,
      buffers: [{}, { data: new Uint8Array(12), offset: 4, size: 12 }],
    },
  ),
  model(
    'weights behind that are structure',
    'what is scanned as one thing is loaded as another',
    rule('buffer-overlap'),
    { ...TFLITE_MODEL, buffers: [{}, { offset: 4, size: 12 }] },
  ),
  model(
    'weights behind the end',
    'offset plus size wraps in 64 bits',
    error('TRUNCATED'),
    { ...TFLITE_MODEL, buffers: [{}, { offset: 4096, size: 2 ** 52 }] },
  ),
  model(
    'custom options behind the end',
    'offset plus size wraps in 64 bits',
    error('TRUNCATED'),
    withOperator({
      large_custom_options_offset: 2 ** 40,
      large_custom_options_size: 8,
    }),
  ),
];

const metadata = (content: FlatObject): FlatObject => ({
  ...TFLITE_MODEL,
  buffers: [
    ...TFLITE_MODEL.buffers,
    { data: buildFlat(METADATA_SCHEMA, 'ModelMetadata', content, 'M001') },
  ],
  metadata: [{ name: 'TFLITE_METADATA', buffer: 2 }],
});

const appended = (...parts: Uint8Array[]) =>
  Buffer.concat([tfliteBytes(TFLITE_MODEL), ...parts]);
const PICKLE = Buffer.from("cos\nsystem\n(S'id'\ntR.");
const member = (name: string, content: Uint8Array = PICKLE) => ({
  name,
  content,
});

const REST_CASES: readonly EvasionCase[] = [
  model(
    'associated file outside the folder',
    'a tool that unpacks associated files follows the name',
    rule('associated-file-path'),
    metadata({ associated_files: [{ name: '../../labels.txt' }] }),
  ),
  tflite(
    'metadata cut inside',
    'the nested flatbuffer is read without a verifier',
    error('TRUNCATED'),
    () =>
      tfliteBytes({
        ...TFLITE_MODEL,
        buffers: [
          ...TFLITE_MODEL.buffers,
          { data: Uint8Array.of(0xf0, 0xff, 0, 0, 0x4d, 0x30, 0x30, 0x31) },
        ],
        metadata: [{ name: 'TFLITE_METADATA', buffer: 2 }],
      }),
  ),
  tflite(
    'pickle in the appended archive',
    'CVE-2025-1889 class: a pickle under a harmless name',
    { rule: 'pickle/nested' },
    () => appended(buildZip([member('labels.txt')])),
  ),
  tflite(
    'PyTorch archive behind the model',
    'torch.load takes the archive at the end, TFLite the start',
    { rule: 'archive/hidden-container' },
    () => appended(buildZip([member('archive/data.pkl', Buffer.from('}q.'))])),
  ),
  tflite(
    'archive member that leaves its folder',
    'facts 2.3: rules of archives count for the appended one too',
    { rule: 'zip/unsafe-name' },
    () => appended(buildZip([member('../labels.txt', Buffer.from('cat'))])),
  ),
  tflite(
    'archive after a gap',
    'the gap carries something else',
    rule('unreferenced-bytes'),
    () =>
      appended(
        Buffer.alloc(500, 0x41),
        buildZip([member('labels.txt', Buffer.from('cat'))]),
      ),
  ),
  tflite(
    'program behind the model',
    'bytes that no reader looks at',
    rule('unreferenced-bytes'),
    () => appended(Buffer.alloc(4096, 0x90)),
  ),
  tflite(
    'payload between the parts of the model',
    'bytes inside that no offset leads to',
    rule('unreferenced-bytes'),
    () => {
      // A root that is moved behind a payload: what was the root's place is free.
      const bytes = tfliteBytes(TFLITE_MODEL);
      const moved = Buffer.concat([
        bytes.subarray(0, 8),
        Buffer.alloc(1024, 0x41),
        bytes.subarray(8),
      ]);
      moved.writeUInt32LE(moved.readUInt32LE(0) + 1024, 0);
      return moved;
    },
  ),
  model(
    'field of a later schema',
    'schema 3d put file names into a field that 3c readers skip',
    rule('unknown-field'),
    withWeights({
      quantization: { details_type: 200, details: ['CustomQuantization', {}] },
    }),
  ),
];

/** Files after the checks of both verifiers and the attacks that the facts name for TFLite. */
export const TFLITE_CASES: readonly EvasionCase[] = [
  ...FLATBUFFER_CASES,
  ...MODEL_CASES,
  ...CALL_CASES,
  ...EXTERNAL_CASES,
  ...REST_CASES,
];
