import { field, onnxModel, uintField } from '../wire';
import { EvasionCase } from './EvasionCase';

type Bytes = readonly number[];

const onnx = (
  name: string,
  evades: string,
  expects: EvasionCase['expects'],
  bytes: () => Uint8Array,
): EvasionCase => ({ name: `onnx: ${name}`, evades, expects, bytes });

const rule = (id: string) => ({ rule: `onnx/${id}` });

const FLOAT = 1;
const INT64 = 7;
const STRING = 8;
const GRAPH_ATTRIBUTE = 5;

const named = field(2, 'g');
const tensor = (name: string, type: number, dims: Bytes, ...data: Bytes[]) => [
  ...dims.flatMap(dim => uintField(1, dim)),
  ...uintField(2, type),
  ...(name === '' ? [] : field(8, name)),
  ...data.flat(),
];
const initializer = (...content: Bytes[]) => field(5, content.flat());
const raw = (bytes: number) => field(9, new Uint8Array(bytes));

const nodeContent = (
  type: string,
  inputs: string[],
  outputs: string[],
  ...rest: Bytes[]
) => [
  ...inputs.flatMap(input => field(1, input)),
  ...outputs.flatMap(output => field(2, output)),
  ...field(4, type),
  ...rest.flat(),
];
const node = (...content: Parameters<typeof nodeContent>) =>
  field(1, nodeContent(...content));

const input = (name: string) =>
  field(11, [...field(1, name), ...field(2, field(1, uintField(1, FLOAT)))]);
const output = (name: string) =>
  field(12, [...field(1, name), ...field(2, field(1, uintField(1, FLOAT)))]);
const graphAttribute = (name: string, graph: Bytes) =>
  field(5, [
    ...field(1, name),
    ...field(6, graph),
    ...uintField(20, GRAPH_ATTRIBUTE),
  ]);

const opset = (number: number, domain: string) =>
  field(number, [...field(1, domain), ...uintField(2, 1)]);
const functionOf = (domain: string, name: string, ...calls: string[]) =>
  field(25, [
    ...field(1, name),
    ...field(4, 'a'),
    ...calls.flatMap((call, i) =>
      field(7, nodeContent(call, ['a'], [`b${i}`], field(7, domain))),
    ),
    ...opset(9, domain),
    ...field(10, domain),
  ]);

const external = (entries: [string, string][], ...more: Bytes[]) =>
  onnxModel([
    ...named,
    ...initializer(
      tensor('w', FLOAT, [4]),
      ...more,
      uintField(14, 1),
      ...entries.map(([key, value]) =>
        field(13, [...field(1, key), ...field(2, value)]),
      ),
    ),
  ]);

const path = (name: string, evades: string, location: string) =>
  onnx(name, evades, rule('external-data-path'), () =>
    external([['location', location]]),
  );

const sparse = (dense: Bytes, indices: Bytes) =>
  onnxModel([
    ...named,
    ...field(15, [
      ...field(
        1,
        tensor('s', FLOAT, [indices.length], raw(indices.length * 4)),
      ),
      ...field(2, tensor('', INT64, [indices.length], field(7, indices))),
      ...field(3, dense),
    ]),
  ]);

const modelNode = (type: string, domain: string) =>
  onnxModel(
    [...named, ...node(type, [], ['y'], field(7, domain))],
    opset(8, domain),
  );

/** A ZIP archive of one empty member, as PyTorch would find it from the end. */
function archive(start: number): number[] {
  const name = [...Buffer.from('x/data.pkl')];
  const number = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 0xff);
  const local = [...number(0x04034b50, 4), ...number(0, 22)];
  local.push(...number(name.length, 2), ...number(0, 2), ...name);
  const central = [...number(0x02014b50, 4), ...number(0, 24)];
  central.push(...number(name.length, 2), ...number(0, 12));
  central.push(...number(start, 4), ...name);
  return [
    ...local,
    ...central,
    ...number(0x06054b50, 4),
    ...number(0, 4),
    ...number(1, 2),
    ...number(1, 2),
    ...number(central.length, 4),
    ...number(start + local.length, 4),
    ...number(0, 2),
  ];
}

/** An ONNX model whose last bytes, a tensor's data, are a ZIP archive. */
function archiveAtTheEnd(): Uint8Array {
  const length = archive(0).length;
  const build = (start: number) => {
    const graph = [
      ...named,
      ...initializer(tensor('w', 2, [length], field(9, archive(start)))),
    ];
    return Uint8Array.from([
      ...uintField(1, 8),
      ...field(8, uintField(2, 17)),
      ...field(7, graph),
    ]);
  };
  return build(build(0).length - length);
}

function deepGraphs(depth: number): Uint8Array {
  let graph: number[] = node('Leaf', [], ['l']);
  for (let i = 0; i < depth; i++) {
    graph = node('If', [], ['y'], graphAttribute('then_branch', graph));
  }
  return onnxModel([...named, ...graph]);
}

/** External data: docs/ExternalDataSecurity.md and the advisories before it. */
const EXTERNAL: readonly EvasionCase[] = [
  path('parent directory', 'CVE-2022-25882', '../../etc/passwd'),
  path('parent behind a folder', 'CVE-2024-27318', 'a/../../x'),
  path('absolute path', 'CVE-2022-25882', '/etc/passwd'),
  path('Windows drive', 'CVE-2022-25882', 'C:\\windows\\win.ini'),
  path('backslash parent', 'CVE-2024-27318 on Windows', 'a\\..\\..\\x'),
  path('URL', 'a loader that fetches', 'file:///etc/passwd'),
  path('no location', 'onnx.checker check_tensor', ''),
  path('zero byte', 'the path ends early in C', 'w\0/../x'),
  path('home directory', 'a loader that expands ~', '~/.ssh/id_rsa'),
  path(
    'address in memory',
    'ONNX Runtime reads its own memory under this location',
    '*/_ORT_MEM_ADDR_/*',
  ),
  onnx(
    'base path',
    'a second way to another folder',
    rule('external-data-path'),
    () =>
      external([
        ['location', 'w'],
        ['basepath', '/etc'],
      ]),
  ),
  onnx(
    'key that becomes an attribute',
    'GHSA-538c-55jv-c5g9: setattr of unknown keys',
    rule('external-data-key'),
    () =>
      external([
        ['location', 'w'],
        ['__class__', 'x'],
      ]),
  ),
  ...['-1', '99999999999999999999', '1e3', '0x10', ' 1', ''].map(length =>
    onnx(
      `length ${JSON.stringify(length)}`,
      'GHSA-538c-55jv-c5g9: negative and huge lengths',
      rule('external-data-range'),
      () =>
        external([
          ['location', 'w'],
          ['length', length],
        ]),
    ),
  ),
  onnx(
    'length that is not the shape’s',
    'reads past the tensor',
    rule('external-data-range'),
    () =>
      external([
        ['location', 'w'],
        ['length', '1125899906842624'],
      ]),
  ),
  onnx(
    'key twice',
    'loaders take the first or the last path',
    rule('duplicate-field'),
    () =>
      external([
        ['location', 'w'],
        ['location', 'v'],
      ]),
  ),
  onnx(
    'data inside and outside',
    'one loader takes the reviewed weights, another these',
    rule('external-and-inline-data'),
    () => external([['location', 'w']], raw(16)),
  ),
  onnx(
    'overlapping ranges under two spellings',
    'one edit changes two weights',
    rule('external-data-overlap'),
    () => {
      const part = (name: string, location: string, offset: string) =>
        initializer(
          tensor(name, FLOAT, [4]),
          uintField(14, 1),
          field(13, [...field(1, 'location'), ...field(2, location)]),
          field(13, [...field(1, 'offset'), ...field(2, offset)]),
        );
      return onnxModel([
        ...named,
        ...part('a', 'w.bin', '0'),
        ...part('b', './w.bin', '8'),
      ]);
    },
  ),
];

/** What parsers and runtimes take differently. */
const AMBIGUOUS: readonly EvasionCase[] = [
  onnx(
    'second graph',
    'protobuf merges, protobufjs keeps the last',
    rule('duplicate-field'),
    () => onnxModel(named, field(7, named)),
  ),
  onnx(
    'second operator type',
    'the last one counts',
    rule('duplicate-field'),
    () => onnxModel([...named, ...node('Relu', [], ['y'], field(4, 'Evil'))]),
  ),
  onnx(
    'second data of a tensor',
    'the last one counts',
    rule('duplicate-field'),
    () =>
      onnxModel([
        ...named,
        ...initializer(tensor('w', FLOAT, [1], raw(4), raw(4))),
      ]),
  ),
  onnx(
    'dimension with number and name',
    'oneof: the last one counts',
    rule('duplicate-field'),
    () => {
      const shape = field(1, [...uintField(1, 3), ...field(2, 'N')]);
      const type = field(1, [...uintField(1, FLOAT), ...field(2, shape)]);
      return onnxModel([
        ...named,
        ...field(11, [...field(1, 'x'), ...field(2, type)]),
      ]);
    },
  ),
  onnx(
    'field outside of the schema',
    'skipped by every parser',
    rule('unknown-field'),
    () => onnxModel(named, field(40, 'payload')),
  ),
  onnx(
    'field hidden in a device configuration',
    'skipped by every parser',
    rule('unknown-field'),
    () => onnxModel(named, field(26, field(9, 'payload'))),
  ),
  onnx(
    'attribute twice',
    'runtimes take the first or the last',
    rule('duplicate-name'),
    () => {
      const attribute = field(5, [
        ...field(1, 'axis'),
        ...uintField(3, 1),
        ...uintField(20, 2),
      ]);
      return onnxModel([
        ...named,
        ...node('Concat', [], ['y'], attribute, attribute),
      ]);
    },
  ),
  onnx(
    'attribute of two types',
    'runtimes take either',
    rule('attribute'),
    () =>
      onnxModel([
        ...named,
        ...node(
          'If',
          [],
          ['y'],
          field(5, [
            ...field(1, 'a'),
            ...uintField(3, 1),
            ...field(6, named),
            ...uintField(20, 2),
          ]),
        ),
      ]),
  ),
  onnx(
    'value made twice',
    'runtimes take the first or the last',
    rule('duplicate-name'),
    () =>
      onnxModel([...named, ...node('A', [], ['y']), ...node('B', [], ['y'])]),
  ),
  onnx(
    'node output that an initializer has',
    'weights instead of a computation',
    rule('duplicate-name'),
    () =>
      onnxModel([
        ...named,
        ...node('A', [], ['w']),
        ...initializer(tensor('w', FLOAT, [1], raw(4))),
      ]),
  ),
  onnx(
    'inner value with the name of an outer one',
    'runtimes disagree which is meant',
    rule('shadowed-name'),
    () =>
      onnxModel([
        ...named,
        ...node('A', [], ['v']),
        ...node(
          'If',
          ['v'],
          ['y'],
          graphAttribute('then_branch', [...named, ...node('B', [], ['v'])]),
        ),
      ]),
  ),
  onnx(
    'use before the definition',
    'onnx.checker check_graph',
    rule('node-order'),
    () =>
      onnxModel([
        ...named,
        ...node('A', ['b'], ['a']),
        ...node('B', [], ['b']),
      ]),
  ),
  onnx('cycle', 'a graph that is none', rule('node-order'), () =>
    onnxModel([
      ...named,
      ...node('A', ['b'], ['a']),
      ...node('B', ['a'], ['b']),
    ]),
  ),
  onnx(
    'value from nowhere',
    'onnx.checker check_graph',
    rule('undefined-value'),
    () => onnxModel([...named, ...node('A', ['nothing'], ['a'])]),
  ),
  onnx(
    'output from nowhere',
    'onnx.checker check_graph',
    rule('undefined-output'),
    () => onnxModel([...named, ...output('y')]),
  ),
  onnx(
    'node that does nothing',
    'onnx.checker check_node',
    rule('node-without-values'),
    () => onnxModel([...named, ...node('A', [], [])]),
  ),
  onnx('no operator set', 'runtimes guess', rule('no-opset'), () =>
    Uint8Array.from([...uintField(1, 8), ...field(7, named)]),
  ),
  onnx('newer IR', 'fields that nobody here knows', rule('newer-ir'), () =>
    Uint8Array.from([
      ...uintField(1, 99),
      ...field(7, named),
      ...field(8, uintField(2, 17)),
    ]),
  ),
  onnx(
    'domain of a node left out in a function',
    'functions import for themselves',
    rule('no-opset'),
    () =>
      onnxModel(
        [...named, ...input('x')],
        field(25, [
          ...field(1, 'F'),
          ...field(7, nodeContent('Relu', [], ['y'])),
          ...field(10, 'd'),
        ]),
      ),
  ),
];

/** Code, machine code, and files that are two things. */
const CODE: readonly EvasionCase[] = [
  onnx(
    'Python operator',
    'ONNX Runtime imports a module by name',
    rule('code-operator'),
    () => modelNode('PyOp', 'pyopmulti_1'),
  ),
  onnx(
    'Python operator of training',
    'onnxruntime-training',
    rule('code-operator'),
    () => modelNode('PythonOp', 'com.microsoft'),
  ),
  onnx(
    'Python operator in an inner graph',
    'scanners look at the main graph',
    rule('code-operator'),
    () =>
      onnxModel(
        [
          ...named,
          ...node(
            'If',
            [],
            ['y'],
            graphAttribute('else_branch', [
              ...named,
              ...node('PythonOp', [], ['z'], field(7, 'com.microsoft')),
            ]),
          ),
        ],
        opset(8, 'com.microsoft'),
      ),
  ),
  onnx(
    'any PyTorch operator',
    'aten::from_file reads files',
    rule('foreign-operator'),
    () => modelNode('ATen', 'org.pytorch.aten'),
  ),
  onnx(
    'machine code',
    'EPContext holds a binary or its path',
    rule('compiled-part'),
    () => modelNode('EPContext', 'com.microsoft'),
  ),
  onnx(
    'function that hides an operator',
    'Relu that is not Relu',
    rule('function-hides-operator'),
    () =>
      onnxModel(
        [...named, ...node('Relu', [], ['y'])],
        functionOf('', 'Relu', 'Neg'),
      ),
  ),
  onnx(
    'function that calls itself',
    'inlining never ends',
    rule('function-cycle'),
    () => onnxModel(named, functionOf('d', 'F', 'F')),
  ),
  onnx(
    'functions that call each other',
    'inlining never ends',
    rule('function-cycle'),
    () =>
      onnxModel(named, [
        ...functionOf('d', 'F', 'G'),
        ...functionOf('d', 'G', 'H'),
        ...functionOf('d', 'H', 'F'),
      ]),
  ),
  onnx(
    'functions that double',
    'a billion nodes in 3 KB',
    rule('function-expansion'),
    () =>
      onnxModel(
        [...named, ...node('F0', [], ['y'], field(7, 'd'))],
        [
          ...opset(8, 'd'),
          ...Array.from({ length: 30 }, (_, i) =>
            functionOf('d', `F${i}`, `F${i + 1}`, `F${i + 1}`),
          ).flat(),
        ],
      ),
  ),
  onnx(
    'archive behind the weights',
    'torch.load finds it from the end',
    rule('polyglot'),
    archiveAtTheEnd,
  ),
  onnx(
    'SavedModel in the producer’s name',
    'TensorFlow skips the rest',
    rule('polyglot'),
    () => onnxModel(named, field(2, field(2, field(1, field(2, 'ReadFile'))))),
  ),
  onnx(
    'CoreML model besides the graph',
    'CoreML skips the rest',
    rule('polyglot'),
    () => onnxModel(named, field(500, [])),
  ),
];

/** Sizes, counts and depths that do not fit. */
const DAMAGED: readonly EvasionCase[] = [
  onnx(
    'negative dimension',
    'a product that wraps',
    { error: 'OUT_OF_RANGE' },
    () =>
      onnxModel([
        ...named,
        ...initializer(uintField(1, -1), uintField(2, FLOAT), field(8, 'w')),
      ]),
  ),
  onnx(
    'product past 2^63',
    'a product that wraps',
    { error: 'INTEGER_OVERFLOW' },
    () =>
      onnxModel([
        ...named,
        ...initializer(
          tensor('w', FLOAT, Array<number>(8).fill(65536), raw(4)),
        ),
      ]),
  ),
  onnx('too few bytes', 'reads past the tensor', rule('tensor-data'), () =>
    onnxModel([...named, ...initializer(tensor('w', FLOAT, [4], raw(4)))]),
  ),
  onnx(
    'surplus bytes',
    'a payload behind the weights',
    rule('tensor-data'),
    () =>
      onnxModel([...named, ...initializer(tensor('w', FLOAT, [1], raw(400)))]),
  ),
  onnx(
    'data of an empty tensor',
    'a payload in nothing',
    rule('tensor-data'),
    () =>
      onnxModel([...named, ...initializer(tensor('w', FLOAT, [0], raw(400)))]),
  ),
  onnx(
    'surplus packed integers',
    'a payload in varints',
    rule('tensor-data'),
    () =>
      onnxModel([
        ...named,
        ...initializer(tensor('w', INT64, [1], field(7, [1, 2, 3]))),
      ]),
  ),
  onnx(
    'strings as raw bytes',
    'onnx.checker check_tensor',
    rule('tensor-data'),
    () =>
      onnxModel([...named, ...initializer(tensor('w', STRING, [1], raw(8)))]),
  ),
  onnx(
    'values in another type’s field',
    'a cast that reads beside',
    rule('tensor-data'),
    () =>
      onnxModel([
        ...named,
        ...initializer(tensor('w', FLOAT, [1], field(7, [1]))),
      ]),
  ),
  onnx(
    'data type that does not exist',
    'a table read beside its end',
    { error: 'MALFORMED' },
    () => onnxModel([...named, ...initializer(tensor('w', 99, [1], raw(4)))]),
  ),
  onnx(
    'sparse index past the shape',
    'a write beside the dense tensor',
    rule('sparse-index'),
    () => sparse([4], [1, 4]),
  ),
  onnx(
    'sparse indices that repeat',
    'onnx.checker check_sparse_tensor',
    rule('sparse-tensor'),
    () => sparse([4], [1, 1]),
  ),
  onnx(
    '300 nested graphs',
    'overflows the stack of protobufjs',
    { error: 'LIMIT_EXCEEDED' },
    () => deepGraphs(300),
  ),
  onnx(
    'million dimensions',
    'gigabytes of objects in protobufjs',
    { error: 'LIMIT_EXCEEDED' },
    () =>
      onnxModel([
        ...named,
        ...initializer(field(1, new Uint8Array(100_000)), uintField(2, FLOAT)),
      ]),
  ),
  onnx(
    'length past the end',
    'an allocation of what the file claims',
    { error: 'TRUNCATED' },
    () =>
      Uint8Array.from([
        ...uintField(1, 8),
        ...[0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f],
        ...field(2, 'g'),
      ]),
  ),
  onnx(
    'groups',
    'overflow the stack of protobufjs',
    { error: 'MALFORMED' },
    () => onnxModel([...named, ...Array<number>(20_000).fill(0x1b)]),
  ),
  onnx(
    'name that is not UTF-8',
    'two names that look alike',
    { error: 'INVALID_UTF8' },
    () =>
      onnxModel([
        ...named,
        ...field(1, [...field(2, [0xff]), ...field(4, 'A')]),
      ]),
  ),
  onnx(
    'bare tensor',
    'a test input taken for a model',
    rule('tensor-file'),
    () => Uint8Array.from(tensor('w', FLOAT, [1], raw(4))),
  ),
];

/** Files after the advisories, the checker's rules and the parsers' differences. */
export const ONNX_CASES: readonly EvasionCase[] = [
  ...EXTERNAL,
  ...AMBIGUOUS,
  ...CODE,
  ...DAMAGED,
];
