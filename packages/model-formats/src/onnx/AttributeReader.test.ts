import { inspectBytes, named } from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

const A_FLOAT = [0x15, 0, 0, 0x80, 0x3f];

/** What is reported of a node's attribute `a` with these further fields. */
function messagesOf(...fields: number[][]): string[] {
  const attribute = field(5, [...field(1, 'a'), ...fields.flat()]);
  const node = field(1, [...field(2, 'y'), ...field(4, 'Op'), ...attribute]);
  return inspectBytes(onnxModel([...named, ...node]))
    .findings.filter(({ rule }) => rule === 'onnx/attribute')
    .map(({ message }) => message);
}

describe('AttributeReader', () => {
  it('takes a value of the type that it says', () => {
    expect(messagesOf(A_FLOAT, uintField(20, 1))).toEqual([]);
    expect(messagesOf(uintField(20, 7))).toEqual([]);
  });

  it.each<[string, number[][], string]>([
    ['without a type', [A_FLOAT], 'does not say its type'],
    [
      'of another type',
      [A_FLOAT, uintField(20, 2)],
      'has no value of its type 2',
    ],
    [
      'of an unknown type',
      [A_FLOAT, uintField(20, 15)],
      'has a type 15 that ONNX does not define',
    ],
    [
      'of a type that is like a known one in 32 bits',
      [A_FLOAT, uintField(20, 33)],
      'has a type 33 that ONNX does not define',
    ],
    [
      'of two types',
      [A_FLOAT, uintField(3, 1), uintField(20, 1)],
      'has values of two types',
    ],
    [
      'with a reference outside of functions',
      [field(21, 'b'), uintField(20, 1)],
      'refers to a function that it does not stand in',
    ],
  ])('reports a value %s', (_, fields, problem) => {
    expect(messagesOf(...fields)).toEqual([`attribute “a” ${problem}`]);
  });
});
