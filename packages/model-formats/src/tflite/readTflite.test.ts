import { Builder } from 'flatbuffers';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { buildZip } from '../__testUtils__/buildZip';
import { buildTflite, TfliteModel } from '../__testUtils__/buildTflite';

const inspectBytes = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), { tensors: true, ...options });
const inspectModel = (model: TfliteModel, options?: InspectOptions) =>
  inspectBytes(buildTflite(model), options);
const rules = (model: TfliteModel) =>
  inspectModel(model).findings.map(({ rule }) => rule);

const CONV: TfliteModel = {
  operatorCodes: [{ builtin: 3 }],
  buffers: [{}, { data: new Uint8Array(12) }],
  tensors: [
    { name: 'x', shape: [1, 3], signature: [-1, 3] },
    { name: 'w', shape: [3], buffer: 1 },
    { name: 'y', shape: [1, 3], type: 9 },
  ],
  inputs: [0],
  outputs: [2],
  operators: [{ opcode: 0, inputs: [0, 1, -1], outputs: [2] }],
};

describe('readTflite', () => {
  it('reads inputs, outputs, operators and tensors', () => {
    expect(inspectModel(CONV)).toMatchObject({
      format: 'tflite',
      formatVersion: '3',
      status: 'clean',
      inputs: [{ name: 'x', dtype: 'float32', shape: [null, 3] }],
      outputs: [{ name: 'y', dtype: 'int8', shape: [1, 3] }],
      operators: [{ domain: '', type: 'CONV_2D', count: 1 }],
      tensors: { count: 3, parameters: '3', bytes: '12' },
      findings: [],
    });
  });

  it('takes the larger of the two operator codes', () => {
    expect(
      inspectModel({
        ...CONV,
        operatorCodes: [{ deprecated: 127, builtin: 150 }],
      }).operators,
    ).toEqual([{ domain: '', type: 'GELU', count: 1 }]);
    expect(
      inspectModel({ ...CONV, operatorCodes: [{ deprecated: 18 }] }).operators,
    ).toEqual([{ domain: '', type: 'MUL', count: 1 }]);
  });

  it('puts custom operators in their own domain', () => {
    const custom = (name: string) =>
      inspectModel({
        ...CONV,
        operatorCodes: [{ builtin: 32, custom: name }],
      });
    expect(custom('MyOp')).toMatchObject({
      status: 'clean',
      operators: [{ domain: 'custom', type: 'MyOp', count: 1 }],
      findings: [{ rule: 'tflite/custom-operator', severity: 'info' }],
    });
    expect(custom('FlexReadFile')).toMatchObject({
      status: 'findings',
      findings: [{ rule: 'tflite/file-operator', severity: 'high' }],
    });
  });

  it.each([
    [
      'too few bytes for a tensor',
      { buffers: [{}, { data: new Uint8Array(8) }] },
      'tflite/tensor-data',
    ],
    [
      'too many bytes for a tensor',
      { buffers: [{}, { data: new Uint8Array(16) }] },
      'tflite/tensor-data',
    ],
    [
      'an operator of a later schema',
      { operatorCodes: [{ builtin: 900 }] },
      'tflite/unknown-operator',
    ],
    ['an input that is never computed', { inputs: [] }, 'tflite/graph-order'],
    [
      'an output that is a constant',
      { operators: [{ opcode: 0, inputs: [0], outputs: [1] }] },
      'tflite/graph-order',
    ],
    [
      'external weights by a bad path',
      { externalBuffers: [{ group: '../w', length: 12 }] },
      'tflite/external-buffer-path',
    ],
  ])('reports %s', (_, change, rule) => {
    const model = { ...CONV, ...change };
    expect(rules(model)).toContain(rule);
    expect(inspectModel(model).status).toBe('findings');
  });

  it('declares external weights', () => {
    expect(
      inspectModel({
        ...CONV,
        tensors: CONV.tensors.map(tensor =>
          tensor.name === 'w' ? { ...tensor, buffer: 0, external: 1 } : tensor,
        ),
        externalBuffers: [{ id: 1, group: 'w.bin', offset: 64, length: 12 }],
      }),
    ).toMatchObject({
      status: 'clean',
      companions: [{ location: 'w.bin', requiredBytes: '76' }],
    });
  });

  it('reads buffers behind the flatbuffer', () => {
    const size = buildTflite({
      ...CONV,
      buffers: [{}, { offset: 1 << 20, size: 12 }],
    }).length;
    const outside = buildTflite({
      ...CONV,
      buffers: [{}, { offset: size, size: 12 }],
    });
    expect(
      inspectBytes(Buffer.concat([outside, Buffer.alloc(12)])),
    ).toMatchObject({
      status: 'clean',
      tensorList: [{}, { offset: size, bytes: '12' }, {}],
    });
    expect(inspectBytes(outside).error?.code).toBe('TRUNCATED');
  });

  it('looks into the archive that metadata appends', () => {
    const model = buildTflite(CONV);
    const labels = buildZip([
      { name: 'labels.txt', content: Buffer.from('cat\ndog\nrabbit\n') },
    ]);
    expect(inspectBytes(Buffer.concat([model, labels]))).toMatchObject({
      status: 'clean',
      metadata: { 'associated files': 'labels.txt' },
    });
    const payload = buildZip([
      {
        name: 'labels.txt',
        content: Buffer.from("cos\nsystem\n(S'id'\ntR."),
      },
    ]);
    expect(inspectBytes(Buffer.concat([model, payload]))).toMatchObject({
      status: 'findings',
      findings: [{ rule: 'pickle/nested', severity: 'critical' }],
    });
  });

  it('reports other bytes at the end', () => {
    expect(
      inspectBytes(Buffer.concat([buildTflite(CONV), Buffer.alloc(8192)])),
    ).toMatchObject({
      status: 'findings',
      findings: [{ rule: 'tflite/unreferenced-bytes' }],
    });
  });

  it.each([
    ['another schema version', { version: 2 }, 'UNSUPPORTED_VERSION'],
    ['an input that is no tensor', { inputs: [3] }, 'OUT_OF_RANGE'],
    ['an optional graph input', { inputs: [-1] }, 'OUT_OF_RANGE'],
    [
      'an operator without code',
      { operators: [{ opcode: 1, inputs: [0], outputs: [2] }] },
      'OUT_OF_RANGE',
    ],
    [
      'an operator input that is no tensor',
      { operators: [{ opcode: 0, inputs: [9], outputs: [2] }] },
      'OUT_OF_RANGE',
    ],
    [
      'a buffer that is not there',
      { tensors: [{ name: 'x', shape: [1], buffer: 9 }] },
      'OUT_OF_RANGE',
    ],
    [
      'an unknown type',
      { tensors: [{ name: 'x', shape: [1], type: 99 }] },
      'MALFORMED',
    ],
    [
      'a negative dimension',
      { tensors: [{ name: 'x', shape: [-1] }] },
      'OUT_OF_RANGE',
    ],
    [
      'a custom operator without name',
      { operatorCodes: [{ builtin: 32 }] },
      'MALFORMED',
    ],
  ])('fails on %s', (_, change, code) => {
    expect(inspectModel({ ...CONV, ...change }).error?.code).toBe(code);
  });

  it('fails on a flatbuffer without a model', () => {
    const builder = new Builder();
    builder.startObject(1);
    builder.addFieldInt32(0, 3, 0);
    builder.finish(builder.endObject(), 'TFL3');
    expect(inspectBytes(builder.asUint8Array()).error?.code).toBe('MALFORMED');
  });

  it('stops at its limits', () => {
    expect(
      inspectModel(CONV, { limits: { flatbufferTables: 5 } }).error?.code,
    ).toBe('LIMIT_EXCEEDED');
  });

  it('survives every single changed byte', () => {
    const model = buildTflite(CONV);
    for (let at = 0; at < model.length; at++) {
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Uint8Array.from(model);
        changed[at] = value;
        expect(inspectBytes(changed).error?.code).not.toBe('INTERNAL');
      }
    }
  });
});
