import {
  inspectBytes,
  named,
  node,
  rawTensor,
  rulesOf,
} from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

describe('what parsers of ONNX read differently', () => {
  it('reports a second graph', () => {
    expect(rulesOf(onnxModel(named, field(7, named)))).toEqual([
      'onnx/duplicate-field',
    ]);
  });

  it('reports a field outside the schema', () => {
    expect(rulesOf(onnxModel(named, field(40, 'payload')))).toEqual([
      'onnx/unknown-field',
    ]);
  });

  it('reports two initializers of one name', () => {
    const tensor = rawTensor(9, [1], 1);
    expect(rulesOf(onnxModel([...named, ...tensor, ...tensor]))).toEqual([
      'onnx/duplicate-name',
    ]);
  });

  it.each([3, 5])('reports %d bytes for a float', bytes => {
    expect(rulesOf(onnxModel([...named, ...rawTensor(1, [1], bytes)]))).toEqual(
      ['onnx/tensor-data'],
    );
  });

  it('reports a newer IR version', () => {
    const bytes = Uint8Array.from([
      ...uintField(1, 15),
      ...field(7, named),
      ...field(8, uintField(2, 28)),
    ]);
    expect(rulesOf(bytes)).toEqual(['onnx/newer-ir']);
  });

  it('reports a model without an operator set', () => {
    expect(
      rulesOf(Uint8Array.from([...uintField(1, 8), ...field(7, named)])),
    ).toEqual(['onnx/no-opset']);
  });

  it('reports a domain without an operator set, once', () => {
    const strange = [
      ...node('Thing', 'com.x', 'a'),
      ...node('Thing', 'com.x', 'b'),
    ];
    expect(
      inspectBytes(onnxModel([...named, ...strange])).findings,
    ).toMatchObject([{ rule: 'onnx/no-opset', params: { domain: 'com.x' } }]);
  });

  it('leaves the operator sets of functions to them', () => {
    const call = node('Twice', 'com.x');
    const inner = [
      ...field(2, 'y'),
      ...field(4, 'Thing'),
      ...field(7, 'com.y'),
    ];
    const opset = (number: number, domain: string) =>
      field(number, [...field(1, domain), ...uintField(2, 1)]);
    const twice = (...opsets: number[]) =>
      field(25, [
        ...field(1, 'Twice'),
        ...field(7, inner),
        ...opsets,
        ...field(10, 'com.x'),
      ]);
    const model = (...opsets: number[]) =>
      rulesOf(
        onnxModel(
          [...named, ...call],
          [...opset(8, 'com.x'), ...twice(...opsets)],
        ),
      );
    expect(model(...opset(9, 'com.y'))).toEqual([]);
    expect(model()).toEqual(['onnx/no-opset']);
  });

  it.each([[[]], [field(2, '')]])('reports a graph without a name', name => {
    expect(rulesOf(onnxModel([...name, ...node('Relu')]))).toEqual([
      'onnx/no-graph-name',
    ]);
  });

  it('never calls a model clean that misses a field', () => {
    const opset = (domain: string) =>
      field(8, [...field(1, domain), ...uintField(2, 1)]);
    const call = node('Thing', 'com.x');
    const fields = [
      uintField(1, 8),
      field(2, 'me'),
      field(7, [...named, ...node('Relu'), ...call]),
      opset(''),
      opset('com.x'),
    ];
    const statusOf = (parts: number[][]) =>
      inspectBytes(Uint8Array.from(parts.flat())).status;
    expect(statusOf(fields)).toBe('clean');
    for (let kept = 0; kept < fields.length; kept += 1) {
      expect(statusOf(fields.slice(0, kept))).not.toBe('clean');
    }
  });
});
