import { InspectionContext } from '../reader/InspectionContext';
import { bytesSource } from '../source/ByteSource';
import { Limits } from '../inspection/limits';
import { MessageReader } from './MessageReader';
import { defineMessage, INT, repeated, single, TEXT } from './MessageShape';
import { NameTable } from './NameTable';

const SHAPE = defineMessage('Example', [
  single(1, INT),
  repeated(2, TEXT),
  single(15, TEXT),
  single(16, INT),
]);

const varint = (value: number, bytes = 1): number[] =>
  value < 0x80 && bytes <= 1
    ? [value]
    : [(value % 128) + 128, ...varint(Math.floor(value / 128), bytes - 1)];
const text = (field: number, value: string, tagBytes?: number) => [
  ...varint(field * 8 + 2, tagBytes),
  ...varint(value.length),
  ...Buffer.from(value),
];
const number = (field: number, value: number, tagBytes?: number) => [
  ...varint(field * 8, tagBytes),
  ...varint(value),
];

/** `field=value` of every field, and what the observer was told. */
function fieldsOf(bytes: number[], limits?: Partial<Limits>): string[] {
  const context = new InspectionContext({ format: 'onnx', limits });
  const told: string[] = [];
  const wire = new MessageReader(bytesSource(Uint8Array.from(bytes)), context, {
    unknownField: (message, tag, at) =>
      told.push(`${message} unknown ${tag} at ${at}`),
    duplicateField: (message, field, at) =>
      told.push(`${message} twice ${field} at ${at}`),
  });
  const names = new NameTable(context, 'names');
  wire.openFile(SHAPE);
  for (let field = wire.next(); field !== 0; field = wire.next()) {
    if (field === 2) {
      const id = wire.intern(names);
      told.push(`2=${id < 0 ? '' : names.text(id)}`);
    } else if (field === 15) {
      wire.skipValue();
      told.push('15');
    } else {
      told.push(`${field}=${wire.uint()}`);
    }
  }
  return told;
}

describe('MessageReader', () => {
  it('gives the same fields however long their tags are written', () => {
    for (const tagBytes of [1, 2, 5]) {
      expect(
        fieldsOf([
          ...number(1, 7, tagBytes),
          ...text(2, 'a', tagBytes),
          ...text(2, '', tagBytes),
          ...text(15, 'skipped', tagBytes),
          ...number(16, 300, tagBytes),
        ]),
      ).toEqual(['1=7', '2=a', '2=', '15', '16=300']);
    }
  });

  it.each([1, 2])(
    'tells of a singular field that comes twice, its tag in %d bytes',
    tagBytes => {
      expect(fieldsOf([...number(1, 7), ...number(1, 8, tagBytes)])).toEqual([
        '1=7',
        'Example twice 1 at 2',
        '1=8',
      ]);
    },
  );

  it('tells of fields and wire types that the message has not', () => {
    expect(
      fieldsOf([...number(3, 1), ...text(1, 'abc'), ...number(40, 1)]),
    ).toEqual([
      'Example unknown 24 at 0',
      'Example unknown 10 at 2',
      'Example unknown 320 at 7',
    ]);
  });

  it('reads names of every length, over the edges of what was read at once', () => {
    const lengths = Array.from({ length: 1200 }, (_, i) => i);
    const names = lengths.map(length => `${length}`.padEnd(length, '.'));
    expect(fieldsOf(names.flatMap(name => text(2, name)))).toEqual(
      names.map(name => `2=${name}`),
    );
  });

  it.each([
    ['LIMIT_EXCEEDED', text(2, 'a'.repeat(9)), { nameBytes: 8 }],
    ['LIMIT_EXCEEDED', text(2, 'a'.repeat(129)), { nameBytes: 128 }],
    ['TRUNCATED', text(2, 'abc').slice(0, -1), {}],
    ['TRUNCATED', [...text(15, 'abc').slice(0, -1)], {}],
    ['TRUNCATED', [0x82], {}],
  ])('throws %s', (code, bytes, limits) => {
    expect(() => fieldsOf(bytes, limits)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('takes no name beyond the end of its message, whatever follows', () => {
    const outer = defineMessage('Outer', [repeated(1, TEXT)]);
    const inner = text(2, 'abcdef').slice(0, -2);
    const bytes = [10, inner.length, ...inner, ...Array(300).fill(0x61)];
    const context = new InspectionContext({ format: 'onnx' });
    const wire = new MessageReader(
      bytesSource(Uint8Array.from(bytes)),
      context,
    );
    wire.openFile(outer);
    wire.next();
    wire.open(SHAPE);
    expect(wire.next()).toBe(2);
    expect(() => wire.intern(new NameTable(context, 'names'))).toThrow(
      expect.objectContaining({ code: 'MALFORMED' }),
    );
  });
});
