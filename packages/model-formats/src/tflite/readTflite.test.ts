import { Builder } from 'flatbuffers';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { FlatObject } from '../__testUtils__/buildFlat';
import { buildZip } from '../__testUtils__/buildZip';
import {
  TFLITE_GRAPH,
  TFLITE_MODEL,
  TFLITE_TENSORS,
  tfliteBytes,
  withGraph,
  withOperator,
  withWeights,
} from '../__testUtils__/tfliteModel';
import { TFLITE_SCHEMA } from './TFLITE_SCHEMA';
import * as ids from './schema';

const inspectBytes = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), { tensors: true, structure: true, ...options });
const inspectModel = (model: FlatObject, options?: InspectOptions) =>
  inspectBytes(tfliteBytes(model), options);
const withCode = (code: FlatObject): FlatObject => ({
  ...TFLITE_MODEL,
  operator_codes: [code],
});

describe('readTflite', () => {
  it('reads inputs, outputs, operators and tensors', () => {
    expect(inspectModel(TFLITE_MODEL)).toEqual({
      format: 'tflite',
      formatVersion: '3',
      status: 'clean',
      inputs: [{ name: 'x', dtype: 'float32', shape: [1, 3] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: [1, 3] }],
      operators: [{ domain: '', type: 'ADD', count: 1 }],
      tensors: {
        count: 3,
        parameters: '3',
        bytes: '12',
        dtypes: { float32: 3 },
      },
      tensorList: [
        expect.objectContaining({ name: 'x', bytes: null, offset: null }),
        expect.objectContaining({ name: 'w', bytes: '12', shape: [3] }),
        expect.objectContaining({ name: 'y', bytes: null, offset: null }),
      ],
      nodeList: [
        {
          name: '',
          domain: '',
          type: 'ADD',
          inputs: ['x', 'w'],
          outputs: ['y'],
        },
      ],
      findings: [],
    });
  });

  it('tells a scalar, a dynamic dimension and an unknown rank apart', () => {
    const shapes = (x: FlatObject) =>
      inspectModel(
        withGraph({ tensors: [x, TFLITE_TENSORS[1], TFLITE_TENSORS[2]] }),
      ).inputs?.[0].shape;
    expect(shapes({ shape: [], has_rank: true })).toEqual([]);
    expect(shapes({ shape: [] })).toBeNull();
    expect(shapes({ shape: [1, 3], shape_signature: [-1, 3] })).toEqual([
      null,
      3,
    ]);
  });

  it('takes the larger of the two operator codes', () => {
    const type = (code: FlatObject) => inspectModel(withCode(code)).operators;
    expect(type({ deprecated_builtin_code: 127, builtin_code: 150 })).toEqual([
      { domain: '', type: 'GELU', count: 1 },
    ]);
    expect(type({ deprecated_builtin_code: 18 })).toEqual([
      { domain: '', type: 'MUL', count: 1 },
    ]);
  });

  it('puts custom operators in their own domain', () => {
    expect(
      inspectModel(withCode({ builtin_code: 32, custom_code: 'MyOp' })),
    ).toMatchObject({
      status: 'clean',
      operators: [{ domain: 'custom', type: 'MyOp', count: 1 }],
      findings: [{ rule: 'tflite/custom-operator', severity: 'info' }],
    });
    expect(
      inspectModel(
        withOperator(
          {
            builtin_options_2: [
              'StablehloCustomCallOptions',
              { call_target_name: 'FlexReadFile' },
            ],
          },
          { operator_codes: [{ builtin_code: 173 }] },
        ),
      ),
    ).toMatchObject({
      status: 'findings',
      findings: [{ rule: 'tflite/file-operator', severity: 'high' }],
    });
  });

  it('reads quantised weights of less than a byte', () => {
    expect(inspectModel(withWeights({ type: 17, shape: [24] })).status).toBe(
      'clean',
    );
    expect(inspectModel(withWeights({ type: 19, shape: [45] })).status).toBe(
      'clean',
    );
  });

  it('declares external weights', () => {
    expect(
      inspectModel(
        withWeights(
          { buffer: 0, external_buffer: 1 },
          {
            external_buffer_groups: [{ name: 'w.bin' }],
            external_buffers: [{ id: 1, group: 0, offset: 64, length: 12 }],
          },
        ),
      ),
    ).toMatchObject({
      status: 'clean',
      companions: [{ location: 'w.bin', requiredBytes: '76' }],
    });
  });

  it('reads buffers behind the flatbuffer', () => {
    const outside = (offset: number) =>
      tfliteBytes({ ...TFLITE_MODEL, buffers: [{}, { offset, size: 12 }] });
    const { length } = outside(1 << 20);
    expect(
      inspectBytes(Buffer.concat([outside(length), Buffer.alloc(12)])),
    ).toMatchObject({
      status: 'clean',
      tensorList: [{}, { offset: length, bytes: '12' }, {}],
    });
    expect(inspectBytes(outside(length)).error?.code).toBe('TRUNCATED');
  });

  it('lists the archive that metadata appends', () => {
    const labels = buildZip([
      { name: 'labels.txt', content: Buffer.from('cat\ndog\nrabbit\n') },
    ]);
    expect(
      inspectBytes(Buffer.concat([tfliteBytes(TFLITE_MODEL), labels])),
    ).toMatchObject({
      status: 'clean',
      metadata: { 'associated files': 'labels.txt' },
      memberList: [{ name: 'labels.txt', bytes: '15' }],
    });
  });

  it.each([
    ['a rank over the limit', { rank: 1 }, 'LIMIT_EXCEEDED'],
    ['more tables than allowed', { flatbufferTables: 5 }, 'LIMIT_EXCEEDED'],
    ['longer lists than allowed', { flatbufferElements: 9 }, 'LIMIT_EXCEEDED'],
    ['a longer name than allowed', { nameBytes: 0 }, 'LIMIT_EXCEEDED'],
  ])('stops at %s', (_, limits, code) => {
    expect(inspectModel(TFLITE_MODEL, { limits }).error?.code).toBe(code);
  });

  it('cuts the list of nodes and says so', () => {
    const operator = (output: number) => ({
      ...TFLITE_GRAPH.operators[0],
      outputs: [output],
    });
    expect(
      inspectModel(
        withGraph({
          tensors: [...TFLITE_TENSORS, { name: 'z', shape: [1, 3] }],
          operators: [operator(2), operator(3)],
        }),
        { limits: { nodeList: 1 } },
      ),
    ).toMatchObject({
      status: 'clean',
      nodeList: [{ outputs: ['y'] }],
      operators: [{ count: 2 }],
      findings: [{ rule: 'tflite/nodes-cut', severity: 'info' }],
    });
  });

  it('fails on a flatbuffer without a model', () => {
    const builder = new Builder();
    builder.startObject(1);
    builder.addFieldInt32(0, 3, 0);
    builder.finish(builder.endObject(), 'TFL3');
    expect(inspectBytes(builder.asUint8Array()).error?.code).toBe('MALFORMED');
  });

  it('survives every single changed byte', () => {
    const model = tfliteBytes(TFLITE_MODEL);
    for (let at = 0; at < model.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Uint8Array.from(model);
        changed[at] = value;
        expect(inspectBytes(changed).error?.code).not.toBe('INTERNAL');
      }
    }
  });
});

describe('field ids', () => {
  const camel = (name: string) =>
    name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const fields = (table: string) =>
    Object.fromEntries(
      TFLITE_SCHEMA.table(table).fields.map(({ name }, id) => [
        camel(name),
        id,
      ]),
    );

  it.each([
    ['Model', ids.MODEL],
    ['OperatorCode', ids.OPERATOR_CODE],
    ['SubGraph', ids.SUBGRAPH],
    ['Tensor', ids.TENSOR],
    ['QuantizationParameters', ids.QUANTIZATION],
    ['BlockwiseQuantization', ids.BLOCKS],
    ['MultiAxisQuantization', ids.BLOCKS],
    ['SparsityParameters', ids.SPARSITY],
    ['DimensionMetadata', ids.DIMENSION],
    ['Int32Vector', ids.INDEX_VECTOR],
    ['Operator', ids.OPERATOR],
    ['Buffer', ids.BUFFER],
    ['ExternalBufferGroup', ids.EXTERNAL_BUFFER_GROUP],
    ['ExternalBuffer', ids.EXTERNAL_BUFFER],
    ['Metadata', ids.METADATA],
    ['SignatureDef', ids.SIGNATURE],
    ['TensorMap', ids.TENSOR_MAP],
  ])('of %s are those of the schema', (table, constants) => {
    expect(fields(table)).toMatchObject(constants);
  });
});
