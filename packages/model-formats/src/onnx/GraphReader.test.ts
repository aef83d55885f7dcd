import { inspectBytes, named } from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField, varint } from '../__testUtils__/wire';

const input = (name: string) => field(1, name);
const output = (name: string) => field(2, name);
const type = field(4, 'Op');
const attribute = (name: string, ...fields: number[][]) =>
  field(5, [...field(1, name), ...fields.flat()]);
/** AttributeProto.type */
const is = (value: number) => uintField(20, value);
const int = (value: number | bigint) => uintField(3, value);
const axis = attribute('axis', int(1), is(2));
const many = (count: number, of: (i: number) => number[]) =>
  Array.from({ length: count }, (_, i) => of(i)).flat();
const nodeOf = (...fields: number[][]) => field(1, fields.flat());
/** Between two others. */
const modelOf = (...fields: number[][]) =>
  onnxModel([
    ...named,
    ...field(11, field(1, 'x')),
    ...nodeOf(input('x'), output('a'), type),
    ...nodeOf(...fields),
    ...nodeOf(input('a'), output('c'), type, axis),
  ]);

/** What is reported of a node, or the code that the file fails with. */
const NODES: [string, string[] | string, number[][]][] = [
  ['a usual one', [], [input('x'), output('b'), field(3, 'name'), type, axis]],
  ['empty names of values', [], [input(''), output(''), type]],
  [
    'a long documentation',
    [],
    [output('b'), type, field(6, 'd'.repeat(5_000))],
  ],
  ['a long name', [], [output('b'.repeat(300)), type]],
  ['a domain', ['onnx/no-opset'], [output('b'), type, field(7, 'com.x')]],
  ['the default domain', [], [output('b'), type, field(7, 'ai.onnx')]],
  ['an empty domain', [], [output('b'), type, field(7, '')]],
  ['a value made twice', ['onnx/duplicate-name'], [output('a'), type]],
  [
    'a value that nothing makes',
    ['onnx/undefined-value'],
    [input('nothing'), output('b'), type],
  ],
  [
    'a name that is no UTF-8',
    'INVALID_UTF8',
    [output('b'), field(2, [0xff, 0x62]), type],
  ],
  [
    'an operator that is no UTF-8',
    'INVALID_UTF8',
    [output('b'), field(4, [0xff])],
  ],
  [
    'attributes of each kind',
    [],
    [
      output('b'),
      type,
      attribute('f', [0x15, 0, 0, 0x80, 0x3f], is(1)),
      attribute('i', is(2), int(-1n)),
      attribute('s', field(4, [0xff]), is(3)),
      attribute('fs', [0x3d, 0, 0, 0, 0], [0x3d, 0, 0, 0, 0], is(6)),
      attribute('fp', field(7, [0, 0, 0]), is(6)),
      attribute('is', uintField(8, 1), uintField(8, 300), is(7)),
      attribute('ip', field(8, varint(300)), is(7)),
      attribute('ss', field(9, 'a'), field(9, 'b'), is(8)),
    ],
  ],
  [
    'an attribute twice',
    ['onnx/duplicate-name'],
    [output('b'), type, axis, axis],
  ],
  [
    'an attribute without an identifier',
    ['onnx/attribute'],
    [output('b'), type, field(5, is(2))],
  ],
  ['no operator', 'MALFORMED', [output('b')]],
  ['an empty operator', 'MALFORMED', [output('b'), field(4, '')]],
  ['no values', ['onnx/node-without-values'], [type]],
  ['two operators', ['onnx/duplicate-field'], [output('b'), type, type]],
  [
    'an unknown field',
    ['onnx/unknown-field'],
    [output('b'), type, uintField(30, 1)],
  ],
  ['an overload', [], [output('b'), type, field(8, 'o')]],
  [
    'an unnamed attribute',
    ['onnx/attribute'],
    [output('b'), type, attribute('', int(1), is(2))],
  ],
  [
    'an attribute named twice',
    'MALFORMED',
    [attribute('a', field(1, 'b'), int(1), is(2))],
  ],
  [
    'a value of another type',
    ['onnx/attribute'],
    [output('b'), type, attribute('a', int(1), is(1))],
  ],
  [
    'an unknown type',
    ['onnx/attribute'],
    [output('b'), type, attribute('a', int(1), is(34))],
  ],
  [
    'two values',
    ['onnx/duplicate-field'],
    [output('b'), type, attribute('a', int(1), int(2), is(2))],
  ],
  [
    'values of two types',
    ['onnx/attribute'],
    [output('b'), type, attribute('a', int(1), field(4, 's'), is(2))],
  ],
  [
    'two types',
    ['onnx/duplicate-field'],
    [output('b'), type, attribute('a', int(1), is(2), is(2))],
  ],
  ['no value', [], [output('b'), type, attribute('a', is(7))]],
  ['no type', ['onnx/attribute'], [output('b'), type, attribute('a', int(1))]],
  [
    'a reference',
    ['onnx/attribute'],
    [output('b'), type, attribute('a', field(21, 'r'), is(2))],
  ],
  [
    'a long text',
    [],
    [output('b'), type, attribute('a', field(4, 's'.repeat(200)), is(3))],
  ],
  ['a graph', [], [output('b'), type, attribute('a', field(6, named), is(5))]],
  [
    '17 attributes',
    [],
    [output('b'), type, many(17, i => attribute(`a${i}`, int(1), is(2)))],
  ],
  [
    'a number of eleven bytes',
    'MALFORMED',
    [
      output('b'),
      type,
      attribute('a', [0x18, ...Array(10).fill(0x80), 1], is(2)),
    ],
  ],
  [
    'an attribute cut in its value',
    'MALFORMED',
    [output('b'), type, field(5, [...field(1, 'a'), ...is(1), 0x15, 0])],
  ],
  ['a field longer than the node', 'MALFORMED', [type, [0x12, 5, 0x61]]],
  [
    'a length of three bytes',
    [],
    [output('b'), type, [0x1a, 0x81, 0x80, 0, 0x61]],
  ],
];

describe('GraphReader', () => {
  it.each(NODES)('a node with %s: %j', (_, said, fields) => {
    const { findings, error, operators } = inspectBytes(modelOf(...fields));
    // The value “x” has no type.
    const rules = findings
      .map(({ rule }) => rule)
      .filter(rule => rule !== 'onnx/untyped-value');
    const count = operators?.reduce((sum, op) => sum + op.count, 0);
    expect({ said: error?.code ?? rules, count }).toEqual({
      said,
      // One that fails ends the file behind the first node.
      count: typeof said === 'string' ? 1 : 3,
    });
  });

  it.each([
    { nameBytes: 10 },
    { messageDepth: 2 },
    { messageDepth: 3 },
    { names: 2 },
    { identifiers: 1 },
    { namesBytes: 1 },
  ])('keeps to %p', limits => {
    const bytes = modelOf(input('x'.repeat(20)), output('b'), type, axis);
    expect(inspectBytes(bytes).error).toBeUndefined();
    expect(inspectBytes(bytes, { limits }).error?.code).toBe('LIMIT_EXCEEDED');
  });

  it('reads nodes across windows', () => {
    const nodes = many(6_000, i =>
      nodeOf(
        input(`v${i}`),
        output(`v${i + 1}`),
        field(3, `n${i}`),
        type,
        axis,
      ),
    );
    const bytes = onnxModel([...named, ...nodes, ...field(11, field(1, 'v0'))]);
    const { operators, findings } = inspectBytes(bytes);
    expect(operators).toEqual([{ domain: '', type: 'Op', count: 6_000 }]);
    // No name was read wrongly: each value is made before it is used.
    expect(findings.map(({ rule }) => rule)).toEqual(['onnx/untyped-value']);
  });
});
