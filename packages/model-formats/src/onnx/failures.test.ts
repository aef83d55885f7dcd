import { InspectOptions } from '../inspect';
import {
  encodeModel,
  initializer,
  inspectBytes,
  named,
  node,
  rawTensor,
} from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

describe('readOnnx fails', () => {
  const code = (bytes: Uint8Array, options?: InspectOptions) =>
    inspectBytes(bytes, options).error?.code;

  it('on a graph that is cut off, and keeps what came before', () => {
    const whole = encodeModel({
      producerName: 'me',
      graph: { name: 'g', docString: 'x'.repeat(100) },
    });
    const result = inspectBytes(whole.subarray(0, whole.length - 60));
    expect(result).toMatchObject({
      format: 'onnx',
      status: 'failed',
      producer: { name: 'me' },
      error: { code: 'TRUNCATED' },
    });
  });

  it('on a field longer than its message', () => {
    expect(code(onnxModel(field(1, [0x22, 0x7f, 0x41])))).toBe('MALFORMED');
  });

  it('on a negative dimension of a tensor', () => {
    expect(
      code(
        onnxModel([
          ...named,
          ...initializer(uintField(1, -1), uintField(2, 1), field(8, 't')),
        ]),
      ),
    ).toBe('OUT_OF_RANGE');
  });

  it('on a product of dimensions past 2^63', () => {
    const dims = Array.from({ length: 8 }, () => 65536);
    expect(code(onnxModel([...named, ...rawTensor(9, dims, 0)]))).toBe(
      'INTEGER_OVERFLOW',
    );
  });

  it('on an unknown data type', () => {
    expect(code(onnxModel([...named, ...rawTensor(27, [1], 1)]))).toBe(
      'MALFORMED',
    );
  });

  it('on a name that is not UTF-8', () => {
    expect(code(onnxModel(field(1, field(4, [0xff, 0xfe]))))).toBe(
      'INVALID_UTF8',
    );
  });

  it('on a node without an operator type', () => {
    expect(code(onnxModel(field(1, field(3, 'n'))))).toBe('MALFORMED');
  });

  it('on deep nesting, without a stack overflow', () => {
    let graph: number[] = node('Leaf');
    for (let depth = 0; depth < 200; depth++) {
      graph = field(1, [...field(4, 'If'), ...field(5, field(6, graph))]);
    }
    expect(code(onnxModel(graph))).toBe('LIMIT_EXCEEDED');
  });

  it('over any limit', () => {
    const tensors = Array.from({ length: 11 }, (_, i) =>
      initializer(uintField(2, 9), field(8, `t${i}`), field(9, [0])),
    ).flat();
    expect(code(onnxModel(tensors), { limits: { tensors: 10 } })).toBe(
      'LIMIT_EXCEEDED',
    );
    expect(
      code(onnxModel([...node('A'), ...node('B')]), {
        limits: { operatorTypes: 1 },
      }),
    ).toBe('LIMIT_EXCEEDED');
  });
});
