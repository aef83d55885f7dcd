import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

const read = (...parts: number[][]) =>
  inspect(bytesSource(Uint8Array.from(parts.flat())));

describe('protobuf formats', () => {
  it('are told apart by their fields', () => {
    const graph = field(7, field(2, 'g'));
    const metaGraph = field(2, field(1, field(4, 'serve')));
    const tensor = [...uintField(1, 2), ...uintField(2, 1)];
    expect(
      [
        [...onnxModel(field(2, 'g'))],
        [...graph, ...uintField(1, 8)],
        [...uintField(1, 1), ...metaGraph],
        [...uintField(1, 4), ...field(2, []), ...field(500, [])],
        [...tensor, ...field(9, new Uint8Array(8))],
        [...tensor, ...field(40, 'x')],
        [...uintField(1, 8), ...field(2, 'me')],
        [...uintField(1, 8)],
      ].map(bytes => read(bytes).format),
    ).toEqual([
      'onnx',
      'onnx',
      'savedmodel',
      'coreml',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('say of a bare tensor what it is', () => {
    const tensor = [...uintField(1, 2), ...uintField(2, 1)];
    expect(read(tensor, field(9, new Uint8Array(8)))).toMatchObject({
      format: 'unknown',
      status: 'unsupported',
      findings: [{ rule: 'onnx/tensor-file', severity: 'info' }],
    });
  });

  it('keep the facts of a SavedModel', () => {
    const info = field(1, [...field(4, 'serve'), ...field(5, '2.15.0')]);
    const graph = field(2, [
      ...field(1, [...field(1, 'a'), ...field(2, 'MatMul')]),
      ...field(1, [...field(1, 'b'), ...field(2, 'MatMul')]),
      ...field(1, [...field(1, 'c'), ...field(2, 'SaveV2')]),
    ]);
    expect(read(uintField(1, 1), field(2, [...info, ...graph]))).toMatchObject({
      format: 'savedmodel',
      status: 'unsupported',
      formatVersion: '1',
      producer: { name: 'tensorflow', version: '2.15.0' },
      operators: [
        { type: 'MatMul', count: 2 },
        { type: 'SaveV2', count: 1 },
      ],
      findings: [],
    });
  });

  it('keep the facts of a CoreML model', () => {
    const feature = (number: number, name: string, type: number) =>
      field(number, [...field(1, name), ...field(3, field(type, []))]);
    const description = field(2, [
      ...feature(1, 'image', 4),
      ...feature(10, 'label', 3),
      ...field(100, [
        ...field(3, 'me'),
        ...field(100, [...field(1, 'k'), ...field(2, 'v')]),
      ]),
    ]);
    expect(
      read(
        uintField(1, 5),
        description,
        field(500, field(1, [...field(1, 'l'), ...field(615, field(4, []))])),
      ),
    ).toMatchObject({
      format: 'coreml',
      status: 'unsupported',
      formatVersion: '5',
      inputs: [{ name: 'image', type: 'image' }],
      outputs: [{ name: 'label', type: 'string' }],
      metadata: { author: 'me', k: 'v' },
      findings: [],
    });
  });
});
