import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { field, uintField } from '../__testUtils__/wire';

/**
 * What no library at hand writes: fields of IR 9 to 14, by the text of
 * onnx-ml.proto (ONNX 1.23 in development).
 */
const model = (ir: number, graph: number[], ...rest: number[][]) =>
  inspect(
    bytesSource(
      Uint8Array.from([
        ...uintField(1, ir),
        ...field(7, [...field(2, 'g'), ...graph]),
        ...field(8, uintField(2, 21)),
        ...rest.flat(),
      ]),
    ),
    { tensors: true, structure: true },
  );
const node = (...content: number[][]) =>
  field(1, [...field(2, 'y'), ...field(4, 'Relu'), ...content.flat()]);
const entry = (number: number, key: string) =>
  field(number, [...field(1, key), ...field(2, 'value')]);
const rules = ({ findings }: ReturnType<typeof model>) =>
  findings.map(({ rule }) => rule);

describe('later IR versions', () => {
  // "uint4 and int4 values must be packed to 4bitx2 … stored in int32_data"
  it.each([
    ['uint4', 21, 5, 3],
    ['int4', 22, 4, 2],
    // "float4e2m1 values must be packed to 4bitx2"
    ['float4e2m1', 23, 3, 2],
    // "uint2 and int2 values must be packed to 2bitx4"
    ['uint2', 25, 5, 2],
    ['int2', 26, 4, 1],
    // "float8 … values must be bit-wise converted to an uint8_t prior to writing"
    ['float8e4m3fn', 17, 3, 3],
    ['float8e8m0', 24, 3, 3],
  ])('%s in int32_data is counted packed', (dtype, code, count, values) => {
    const tensor = (stored: number) =>
      field(5, [
        ...uintField(1, count),
        ...uintField(2, code),
        ...field(5, Array<number>(stored).fill(1)),
        ...field(8, 't'),
      ]);
    const found = model(14, tensor(values));
    expect(found).toMatchObject({
      status: 'clean',
      formatVersion: '14',
      tensorList: [{ dtype, shape: [count] }],
    });
    expect(rules(model(14, tensor(values + 1)))).toEqual(['onnx/tensor-data']);
    expect(rules(model(14, tensor(values - 1)))).toEqual(['onnx/tensor-data']);
  });

  it('has metadata on everything, with keys of its own each', () => {
    const tensor = [...uintField(2, 2), ...field(8, 't'), ...field(9, [7])];
    const value = [
      ...field(1, 'x'),
      ...field(2, field(1, uintField(1, 1))),
      ...entry(4, 'k'),
    ];
    const twice = (number: number) => [
      ...entry(number, 'k'),
      ...entry(number, 'k'),
    ];
    const graph = (nodes: number[], tensors: number[], graphs: number[]) => [
      ...node(entry(9, 'k'), entry(9, 'l'), nodes),
      ...field(5, [...tensor, ...entry(16, 'k'), ...tensors]),
      ...field(11, value),
      ...entry(16, 'k'),
      ...graphs,
    ];
    expect(model(10, graph([], [], [])).status).toBe('clean');
    for (const part of [
      graph(twice(9), [], []),
      graph([], twice(16), []),
      graph([], [], twice(16)),
    ]) {
      expect(new Set(rules(model(10, part)))).toEqual(
        new Set(['onnx/duplicate-name']),
      );
    }
  });

  // "optional string overload = 8; // Overload identifier, used only to map this to a model-local function."
  it('tells overloads of a function apart (IR 10)', () => {
    const overload = (name: string) =>
      field(25, [
        ...field(1, 'F'),
        ...field(4, 'a'),
        ...field(5, 'a'),
        ...field(10, 'd'),
        ...field(13, name),
      ]);
    const call = [
      ...field(1, [
        ...field(2, 'y'),
        ...field(4, 'F'),
        ...field(7, 'd'),
        ...field(8, 'two'),
      ]),
    ];
    const opset = field(8, [...field(1, 'd'), ...uintField(2, 1)]);
    const found = model(10, call, opset, overload('one'), overload('two'));
    expect(found.status).toBe('clean');
    expect(found.functions).toHaveLength(2);
    expect(
      rules(model(10, call, opset, overload('two'), overload('two'))),
    ).toEqual(['onnx/duplicate-name']);
  });

  // NodeProto.device_configurations = 10, ModelProto.configuration = 26
  it('looks through device configurations (IR 11)', () => {
    const sharding = (more: number[]) =>
      field(2, [
        ...field(1, 'y'),
        ...field(2, [0, 1]),
        ...field(3, [...uintField(1, -1), ...field(2, [0, 1])]),
        ...field(4, [
          ...uintField(1, 0),
          ...field(2, [...uintField(1, 4), ...uintField(3, 2), ...more]),
        ]),
      ]);
    const devices = field(26, [
      ...field(1, 'pair'),
      ...uintField(2, 2),
      ...field(3, 'gpu:0'),
      ...field(3, 'gpu:1'),
    ]);
    const configured = (...more: number[]) =>
      model(
        11,
        node(
          field(10, [
            ...field(1, 'pair'),
            ...sharding(more),
            ...uintField(3, 1),
          ]),
        ),
        devices,
      );
    expect(configured().status).toBe('clean');
    expect(rules(configured(...field(9, 'payload')))).toEqual([
      'onnx/unknown-field',
    ]);
    // "oneof dim": a number and a name
    expect(rules(configured(...field(2, 'N')))).toEqual([
      'onnx/duplicate-field',
    ]);
  });

  // "optional_type = 9", "opaque_type = 7", nested as deep as one likes
  it('stops at types in types in types', () => {
    let type: number[] = field(1, uintField(1, 1));
    for (let depth = 0; depth < 600; depth++) {
      type = field(4, field(1, type));
    }
    const found = model(8, field(11, [...field(1, 'x'), ...field(2, type)]));
    expect(found.error?.code).toBe('LIMIT_EXCEEDED');
  });
});
