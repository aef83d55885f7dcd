import { onnx } from 'onnx-proto';
import { inspect } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import {
  encodeModel,
  initializer,
  inspectBytes,
  named,
  rawTensor,
} from '../__testUtils__/onnxParts';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

const float = onnx.TensorProto.DataType.FLOAT;

describe('readOnnx', () => {
  it('reads what onnx-proto wrote', () => {
    const model = encodeModel({
      opsetImport: [
        { domain: '', version: 17 },
        { domain: 'com.x', version: 1 },
      ],
      producerName: 'me',
      producerVersion: '2',
      metadataProps: [{ key: 'k', value: 'v' }],
      graph: {
        name: 'g',
        node: [
          { opType: 'Conv', input: ['x', 'w'], output: ['h'] },
          { opType: 'Conv', input: ['h', 'w'], output: ['y'] },
          { opType: 'Thing', domain: 'com.x', input: ['y'], output: ['z'] },
        ],
        input: [
          {
            name: 'x',
            type: {
              tensorType: {
                elemType: float,
                shape: { dim: [{ dimParam: 'N' }, { dimValue: 3 }, {}] },
              },
            },
          },
        ],
        output: [{ name: 'z', type: { tensorType: { elemType: float } } }],
        initializer: [
          {
            name: 'w',
            dataType: float,
            dims: [2, 3],
            rawData: new Uint8Array(24),
          },
        ],
      },
    });
    expect(inspectBytes(model)).toMatchObject({
      format: 'onnx',
      formatVersion: '8',
      status: 'clean',
      producer: { name: 'me', version: '2' },
      opsets: [
        { domain: '', version: 17 },
        { domain: 'com.x', version: 1 },
      ],
      inputs: [{ name: 'x', dtype: 'float32', shape: ['N', 3, null] }],
      outputs: [{ name: 'z', dtype: 'float32', shape: null }],
      operators: [
        { domain: '', type: 'Conv', count: 2 },
        { domain: 'com.x', type: 'Thing', count: 1 },
      ],
      tensors: {
        count: 1,
        parameters: '6',
        bytes: '24',
        dtypes: { float32: 1 },
      },
      tensorList: [{ name: 'w', dtype: 'float32', shape: [2, 3], bytes: '24' }],
      metadata: { k: 'v' },
      findings: [],
    });
  });

  it('gives the position of the raw bytes', () => {
    const raw = Uint8Array.of(0xa1, 0xa2, 0xa3, 0xa4);
    const model = encodeModel({
      graph: {
        name: 'g',
        initializer: [{ name: 'w', dataType: float, dims: [1], rawData: raw }],
      },
    });
    const at = inspectBytes(model).tensorList?.[0].offset ?? -1;
    expect([...model.subarray(at, at + 4)]).toEqual([...raw]);
  });

  it('leaves out inputs that are initializers (IR 3 wants both)', () => {
    const type = { tensorType: { elemType: float } };
    const model = encodeModel({
      irVersion: 3,
      graph: {
        name: 'g',
        input: [
          { name: 'x', type },
          { name: 'w', type },
        ],
        initializer: [
          { name: 'w', dataType: float, dims: [], rawData: new Uint8Array(4) },
        ],
      },
    });
    expect(inspectBytes(model).inputs?.map(({ name }) => name)).toEqual(['x']);
  });

  it('keeps inner graphs out of the signature, but counts their operators', () => {
    const inner: onnx.IGraphProto = {
      name: 'then',
      node: [{ opType: 'Neg', input: ['x'], output: ['inner'] }],
      output: [{ name: 'inner', type: { tensorType: { elemType: float } } }],
      initializer: [
        { name: 'c', dataType: float, dims: [], rawData: new Uint8Array(4) },
      ],
    };
    const model = encodeModel({
      graph: {
        name: 'g',
        node: [
          {
            opType: 'If',
            attribute: [{ name: 'then_branch', type: 5, g: inner }],
          },
        ],
      },
      functions: [
        { name: 'F', domain: 'd', node: [{ opType: 'Neg', output: ['q'] }] },
      ],
    });
    expect(inspectBytes(model)).toMatchObject({
      outputs: [],
      operators: [
        { type: 'Neg', count: 2 },
        { type: 'If', count: 1 },
      ],
      tensors: { count: 0 },
      functions: [{ domain: 'd', name: 'F' }],
    });
  });

  it('names values that are no tensors', () => {
    const value = (kind: number) =>
      field(11, [...field(1, `v${kind}`), ...field(2, field(kind, []))]);
    expect(
      inspectBytes(
        onnxModel([...named, ...[4, 5, 7, 8, 9].flatMap(value)]),
      ).inputs?.map(({ type }) => type),
    ).toEqual(['sequence', 'map', 'opaque', 'sparse', 'optional']);
  });

  it.each([
    [1, 'float32', 4],
    [17, 'float8e4m3fn', 1],
    [18, 'float8e4m3fnuz', 1],
    [19, 'float8e5m2', 1],
    [20, 'float8e5m2fnuz', 1],
    [21, 'uint4', 0.5],
    [22, 'int4', 0.5],
    [23, 'float4e2m1', 0.5],
    [24, 'float8e8m0', 1],
    [25, 'uint2', 0.25],
    [26, 'int2', 0.25],
  ])('knows data type %d as %s', (code, dtype, bytesPerElement) => {
    const bytes = Math.ceil(5 * bytesPerElement);
    const result = inspectBytes(
      onnxModel([...named, ...rawTensor(code, [5], bytes)]),
    );
    expect(result.status).toBe('clean');
    expect(result.tensorList).toMatchObject([
      { dtype, shape: [5], bytes: String(bytes) },
    ]);
  });

  it('reads packed and unpacked dimensions alike', () => {
    const packed = initializer(
      field(1, [2, 3]),
      uintField(2, 9),
      field(8, 't'),
      field(9, new Uint8Array(6)),
    );
    expect(
      inspectBytes(onnxModel([...named, ...packed])).tensorList?.[0].shape,
    ).toEqual([2, 3]);
  });

  it('counts a sparse initializer by its dense shape', () => {
    const tensor = (type: number, bytes: number) => [
      ...uintField(1, 2),
      ...uintField(2, type),
      ...field(8, 's'),
      ...field(9, new Uint8Array(bytes)),
    ];
    const sparse = field(15, [
      ...field(1, tensor(1, 8)),
      ...field(2, tensor(7, 16)),
      ...field(3, [100]),
    ]);
    expect(inspectBytes(onnxModel([...named, ...sparse])).tensors).toEqual({
      count: 1,
      parameters: '100',
      bytes: '24',
      dtypes: { float32: 1 },
    });
  });

  it('cuts a long metadata value instead of refusing the file', () => {
    const model = encodeModel({
      graph: { name: 'g' },
      metadataProps: [{ key: 'long', value: 'é'.repeat(50_000) }],
    });
    const value = inspectBytes(model).metadata?.long ?? '';
    expect(value).toHaveLength(4096);
    expect(value.endsWith('é…')).toBe(true);
  });

  it('steps over bulk data without fetching it', () => {
    const model = onnxModel([
      ...named,
      ...rawTensor(2, [5_000_000], 5_000_000),
    ]);
    let fetched = 0;
    const inner = bytesSource(model);
    const { status } = inspect({
      size: inner.size,
      read(offset, length) {
        fetched += length;
        return inner.read(offset, length);
      },
    });
    expect(status).toBe('clean');
    expect(fetched).toBeLessThan(600_000);
  });
});
