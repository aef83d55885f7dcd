import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutate, randomOf } from '../__testUtils__/mutate';
import { inspectBytes, named } from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField, varint } from '../__testUtils__/wire';
import type { InspectOptions } from '../inspect';
import { PlainNodes } from './PlainNodes';

const FIXTURES = join(__dirname, '../../fixtures/onnx');

/** What the file is said to be, and whether some of its nodes were plain. */
function inspected(bytes: Uint8Array, options?: InspectOptions) {
  const read = jest.spyOn(PlainNodes.prototype, 'read');
  try {
    const inspection = inspectBytes(bytes, options);
    return { inspection, plain: read.mock.results.some(({ value }) => value) };
  } finally {
    read.mockRestore();
  }
}

/** The same by the general reader alone. */
function generally(bytes: Uint8Array, options?: InspectOptions) {
  const read = jest.spyOn(PlainNodes.prototype, 'read').mockReturnValue(false);
  try {
    return inspectBytes(bytes, options);
  } finally {
    read.mockRestore();
  }
}

function expectSame(bytes: Uint8Array, options?: InspectOptions): boolean {
  const { inspection, plain } = inspected(bytes, options);
  expect(inspection).toEqual(generally(bytes, options));
  return plain;
}

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
/** Between two plain nodes, so that both readers take turns. */
const modelOf = (...fields: number[][]) =>
  onnxModel([
    ...named,
    ...field(11, field(1, 'x')),
    ...nodeOf(input('x'), output('a'), type),
    ...nodeOf(...fields),
    ...nodeOf(input('a'), output('c'), type, axis),
  ]);

const PLAIN: [string, number[][]][] = [
  ['a usual one', [input('x'), output('b'), field(3, 'name'), type, axis]],
  ['empty names of values', [input(''), output(''), type]],
  ['a long documentation', [output('b'), type, field(6, 'd'.repeat(5_000))]],
  ['a long name', [output('b'.repeat(300)), type]],
  ['a domain', [output('b'), type, field(7, 'com.x')]],
  ['the default domain', [output('b'), type, field(7, 'ai.onnx')]],
  ['an empty domain', [output('b'), type, field(7, '')]],
  ['a value made twice', [output('a'), type]],
  ['a value that nothing makes', [input('nothing'), output('b'), type]],
  ['a name that is no UTF-8', [output('b'), field(2, [0xff, 0x62]), type]],
  ['an operator that is no UTF-8', [output('b'), field(4, [0xff])]],
  [
    'attributes of each kind',
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
  ['an attribute twice', [output('b'), type, axis, axis]],
  ['an attribute without an identifier', [output('b'), type, field(5, is(2))]],
];

/** Each is left to the general reader. */
const NOT_PLAIN: [string, number[][]][] = [
  ['no operator', [output('b')]],
  ['an empty operator', [output('b'), field(4, '')]],
  ['no values', [type]],
  ['two operators', [output('b'), type, type]],
  ['an unknown field', [output('b'), type, uintField(30, 1)]],
  ['an overload', [output('b'), type, field(8, 'o')]],
  ['an unnamed attribute', [output('b'), type, attribute('', int(1), is(2))]],
  ['an attribute named twice', [attribute('a', field(1, 'b'), int(1), is(2))]],
  [
    'a value of another type',
    [output('b'), type, attribute('a', int(1), is(1))],
  ],
  ['an unknown type', [output('b'), type, attribute('a', int(1), is(34))]],
  ['two values', [output('b'), type, attribute('a', int(1), int(2), is(2))]],
  [
    'values of two types',
    [output('b'), type, attribute('a', int(1), field(4, 's'), is(2))],
  ],
  ['two types', [output('b'), type, attribute('a', int(1), is(2), is(2))]],
  ['no value', [output('b'), type, attribute('a', is(7))]],
  ['no type', [output('b'), type, attribute('a', int(1))]],
  ['a reference', [output('b'), type, attribute('a', field(21, 'r'), is(2))]],
  [
    'a long text',
    [output('b'), type, attribute('a', field(4, 's'.repeat(200)), is(3))],
  ],
  ['a graph', [output('b'), type, attribute('a', field(6, named), is(5))]],
  [
    '17 attributes',
    [output('b'), type, many(17, i => attribute(`a${i}`, int(1), is(2)))],
  ],
  [
    'a number of eleven bytes',
    [
      output('b'),
      type,
      attribute('a', [0x18, ...Array(10).fill(0x80), 1], is(2)),
    ],
  ],
  [
    'an attribute cut in its value',
    [output('b'), type, field(5, [...field(1, 'a'), ...is(1), 0x15, 0])],
  ],
  ['a field longer than the node', [type, [0x12, 5, 0x61]]],
  ['a length of three bytes', [output('b'), type, [0x1a, 0x81, 0x80, 0, 0x61]]],
];

describe('PlainNodes', () => {
  it.each(PLAIN)('says what the general reader says: %s', (_, fields) => {
    expect(expectSame(modelOf(...fields))).toBe(true);
  });

  it.each(NOT_PLAIN)('leaves to the general reader: %s', (_, fields) => {
    const bytes = onnxModel([...named, ...nodeOf(...fields)]);
    expect(expectSame(bytes)).toBe(false);
    expectSame(modelOf(...fields));
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
    expectSame(bytes, { limits });
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
    expect(expectSame(bytes)).toBe(true);
    expect(inspected(bytes).inspection.operators).toEqual([
      { domain: '', type: 'Op', count: 6_000 },
    ]);
  });

  it('says the same of damaged files', () => {
    const random = randomOf(11);
    const originals = [
      ...readdirSync(FIXTURES)
        .filter(name => name.endsWith('.onnx'))
        .map(name => readFileSync(join(FIXTURES, name))),
      ...PLAIN.map(([, fields]) => modelOf(...fields)),
    ];
    let plain = 0;
    for (let i = 0; i < 4_000; i++) {
      const original = originals[Math.floor(random() * originals.length)];
      plain += Number(expectSame(mutate(original, random)));
    }
    expect(plain).toBeGreaterThan(1_000);
  });
});
