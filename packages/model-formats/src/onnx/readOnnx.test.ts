import { onnx } from 'onnx-proto';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { field, onnxModel, uintField } from '../__testUtils__/wire';

const inspectBytes = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), { tensors: true, ...options });

const encode = (model: onnx.IModelProto) =>
  onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    ...model,
  }).finish();

const float = onnx.TensorProto.DataType.FLOAT;
const rules = (bytes: Uint8Array) =>
  inspectBytes(bytes).findings.map(({ rule }) => rule);

/** A node with one output, named after its operator unless `output` says how. */
const node = (type: string, domain = '', output = type.toLowerCase()) =>
  field(1, [
    ...field(2, output),
    ...field(4, type),
    ...(domain === '' ? [] : field(7, domain)),
  ]);
const named = field(2, 'g');

/** A TensorProto in `graph.initializer`. */
const initializer = (...fields: number[][]) => field(5, fields.flat());
const rawTensor = (dataType: number, dims: number[], bytes: number) =>
  initializer(
    ...dims.map(dim => uintField(1, dim)),
    uintField(2, dataType),
    field(8, 't'),
    field(9, new Uint8Array(bytes)),
  );

describe('readOnnx', () => {
  it('reads what onnx-proto wrote', () => {
    const model = encode({
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
    const model = encode({
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
    const model = encode({
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
    const model = encode({
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

  describe('external data', () => {
    const external = (entries: Record<string, string>) =>
      onnxModel([
        ...named,
        ...initializer(
          uintField(1, 4),
          uintField(2, 1),
          field(8, 'w'),
          uintField(14, 1),
          ...Object.entries(entries).map(([key, value]) =>
            field(13, [...field(1, key), ...field(2, value)]),
          ),
        ),
      ]);

    it('is declared, not opened', () => {
      expect(
        inspectBytes(
          external({ location: 'w.bin', offset: '4096', length: '16' }),
        ),
      ).toMatchObject({
        status: 'clean',
        companions: [{ location: 'w.bin', requiredBytes: '4112' }],
        tensorList: [{ offset: null, bytes: '16' }],
      });
    });

    it('may leave the length to the shape', () => {
      expect(inspectBytes(external({ location: 'w.bin' })).companions).toEqual([
        { location: 'w.bin', requiredBytes: '16' },
      ]);
    });

    it.each(['../../etc/passwd', '/etc/passwd', 'a/../../x', 'C:\\x', ''])(
      'reports the path %j',
      location => {
        const result = inspectBytes(external({ location }));
        expect(result.findings).toMatchObject([
          { rule: 'onnx/external-data-path', severity: 'high' },
        ]);
        expect(result.companions?.[0].refused).toEqual(expect.any(String));
      },
    );

    it.each([
      [{ length: '-1' }, 'onnx/external-data-range'],
      [{ length: '99999999999999999' }, 'onnx/external-data-range'],
      [{ offset: '1e3' }, 'onnx/external-data-range'],
      [{ __class__: 'x' }, 'onnx/external-data-key'],
      [{ basepath: '/' }, 'onnx/external-data-path'],
    ])('reports %j', (entries, rule) => {
      expect(rules(external({ location: 'w', ...entries }))).toContain(rule);
    });
  });

  describe('what parsers read differently', () => {
    it('reports a second graph', () => {
      expect(rules(onnxModel(named, field(7, named)))).toEqual([
        'onnx/duplicate-field',
      ]);
    });

    it('reports a field outside the schema', () => {
      expect(rules(onnxModel(named, field(40, 'payload')))).toEqual([
        'onnx/unknown-field',
      ]);
    });

    it('reports two initializers of one name', () => {
      const tensor = rawTensor(9, [1], 1);
      expect(rules(onnxModel([...named, ...tensor, ...tensor]))).toEqual([
        'onnx/duplicate-name',
      ]);
    });

    it.each([3, 5])('reports %d bytes for a float', bytes => {
      expect(rules(onnxModel([...named, ...rawTensor(1, [1], bytes)]))).toEqual(
        ['onnx/tensor-data'],
      );
    });

    it('reports a newer IR version', () => {
      const bytes = Uint8Array.from([
        ...uintField(1, 15),
        ...field(7, named),
        ...field(8, uintField(2, 28)),
      ]);
      expect(rules(bytes)).toEqual(['onnx/newer-ir']);
    });

    it('reports a model without an operator set', () => {
      expect(
        rules(Uint8Array.from([...uintField(1, 8), ...field(7, named)])),
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
        rules(
          onnxModel(
            [...named, ...call],
            [...opset(8, 'com.x'), ...twice(...opsets)],
          ),
        );
      expect(model(...opset(9, 'com.y'))).toEqual([]);
      expect(model()).toEqual(['onnx/no-opset']);
    });

    it.each([[[]], [field(2, '')]])('reports a graph without a name', name => {
      expect(rules(onnxModel([...name, ...node('Relu')]))).toEqual([
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

  describe('fails', () => {
    const code = (bytes: Uint8Array, options?: InspectOptions) =>
      inspectBytes(bytes, options).error?.code;

    it('on a graph that is cut off, and keeps what came before', () => {
      const whole = encode({
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

  it('cuts a long metadata value instead of refusing the file', () => {
    const model = encode({
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
