import { createHash } from 'crypto';
import {
  describeSamples,
  GENUINE,
  HOSTILE,
  RECOGNISED,
  sample,
} from './__testUtils__/referenceSamples';
import { mutate, randomOf } from './__testUtils__/mutate';
import { FileDigester } from './digest';
import { inspect } from './inspect';
import { FORMAT_ERROR_CODES } from './inspection/Inspection';
import { bytesSource } from './source/ByteSource';

interface Expected {
  size: number;
  sha256: string;
  ir_version: number;
  opset: Record<string, number>;
  inputs: Record<string, [string, unknown[]]>;
  outputs: Record<string, [string, unknown[]]>;
  initializers: string[];
  functions: string[];
  metadata: Record<string, string>;
  params: Record<string, [string, number[]]>;
  forward: string;
}

/** Codes of bad bytes; `undefined` where nothing failed. */
const TYPED = [
  undefined,
  ...FORMAT_ERROR_CODES.filter(code => code !== 'INTERNAL'),
];

const inspectSample = (name: string) =>
  inspect(bytesSource(sample(name)), { tensors: true, fileName: name });

describeSamples('reference samples', () => {
  const expected = (): Record<string, Expected> =>
    JSON.parse(Buffer.from(sample('expected.json')).toString());

  it.each(GENUINE)('%s is clean', name => {
    const { status, findings, error } = inspectSample(name);
    expect({ status, findings, error }).toEqual({
      status: 'clean',
      findings: [],
      error: undefined,
    });
  });

  it.each(Object.entries(RECOGNISED))('%s is recognised', (name, format) => {
    expect(inspectSample(name)).toMatchObject({
      format,
      status: 'unsupported',
    });
  });

  it.each(HOSTILE)('%s is never clean', name => {
    const { status, findings, error } = inspectSample(name);
    expect(['findings', 'failed']).toContain(status);
    expect(findings.length > 0 || error !== undefined).toBe(true);
  });

  it('has the digests that were written down', () => {
    for (const [name, { size, sha256 }] of Object.entries(expected())) {
      const bytes = sample(name);
      const digester = new FileDigester(() => createHash('sha256'));
      digester.update(bytes);
      expect([bytes.length, digester.digest().sha256]).toEqual([
        size,
        `sha256:${sha256}`,
      ]);
    }
  });

  it('reads tiny.onnx as python3-onnx wrote it', () => {
    const facts = expected()['tiny.onnx'];
    const found = inspectSample('tiny.onnx');
    const values = (list: Expected['inputs']) =>
      Object.entries(list).map(([name, [dtype, shape]]) => ({
        name,
        dtype,
        shape,
      }));
    expect(found).toMatchObject({
      format: 'onnx',
      formatVersion: String(facts.ir_version),
      producer: { name: 'fmt-probe', version: '1' },
      metadata: facts.metadata,
    });
    expect(found.inputs).toEqual(values(facts.inputs));
    expect(found.outputs).toEqual(values(facts.outputs));
    expect(
      Object.fromEntries(
        found.opsets?.map(({ domain, version }) => [domain, version]) ?? [],
      ),
    ).toEqual(facts.opset);
    expect(found.tensorList?.map(({ name }) => name)).toEqual(
      facts.initializers,
    );
    expect(
      found.functions?.map(({ domain, name }) => `${domain}::${name}`),
    ).toEqual(facts.functions);
    // MatMul and If, one operator in each branch, one in the function.
    expect(
      found.operators?.map(({ type, count }) => [type, count]).sort(),
    ).toEqual([
      ['Add', 1],
      ['If', 1],
      ['MatMul', 1],
      ['Neg', 1],
      ['Relu', 1],
    ]);
  });

  it('does not call tiny.onnx clean without its operator sets', () => {
    const bytes = sample('tiny.onnx');
    // Ends of ModelProto.ir_version (1) … graph (7), as python3-onnx wrote them;
    // what follows the first operator set may be absent from a valid model.
    const ends = [0, 2, 13, 16, 28, 30, 385];
    for (const end of ends) {
      const { status } = inspect(bytesSource(bytes.slice(0, end)));
      expect({ end, clean: status === 'clean' }).toEqual({ end, clean: false });
    }
  });

  it('declares the external data of tiny_ext.onnx without opening it', () => {
    expect(inspectSample('tiny_ext.onnx').companions).toEqual([
      {
        location: 'tiny_ext.onnx.data',
        requiredBytes: String(expected()['tiny_ext.onnx.data'].size),
      },
    ]);
  });

  it.each(['tiny_ts.pt', 'tiny_lite.ptl'])(
    'reads %s as PyTorch wrote it',
    name => {
      const facts = expected()['tiny_ts.pt'];
      const found = inspectSample(name);
      expect(found.format).toBe('torchscript');
      expect(found.signature).toBe(facts.forward);
      expect(found.inputs).toEqual([
        { name: 'x', type: 'Tensor' },
        { name: 'k', type: 'int' },
      ]);
      expect(
        Object.fromEntries(
          found.tensorList?.map(({ name: tensor, dtype, shape }) => [
            tensor,
            [`torch.${dtype}`, shape],
          ]) ?? [],
        ),
      ).toEqual(facts.params);
    },
  );

  it('lists the constants of a traced model too', () => {
    expect(
      inspectSample('tiny_traced.pt').tensorList?.map(
        ({ name, storage }) => `${name} in ${storage}`,
      ),
    ).toContain('constants.0 in constants/0');
  });

  it.each(['tiny_sd.pt', 'tiny_sd_legacy.pt'])(
    'lists the state_dict of %s',
    name => {
      expect(
        inspectSample(name).tensorList?.map(({ name: tensor, shape }) => [
          tensor,
          shape,
        ]),
      ).toEqual([
        ['hw', [2, 2]],
        ['scale', [2]],
        ['fc.weight', [4, 3]],
        ['fc.bias', [4]],
      ]);
    },
  );

  it('reads the flatbuffer of tiny_tflite.tflite', () => {
    const found = inspectSample('tiny_tflite.tflite');
    expect(found).toMatchObject({
      formatVersion: '3',
      inputs: [{ name: 'x', dtype: 'float32', shape: [null, 3] }],
      outputs: [{ name: 'y', dtype: 'int8', shape: [1, 3] }],
      operators: [{ domain: '', type: 'ADD', count: 1 }],
      tensors: { count: 3, parameters: '3', bytes: '12' },
      metadata: { min_runtime_version: '1.14.0' },
    });
    expect(found.signatures?.[0].inputs[0].name).toBe('x_in');
  });

  it('reads tiny.gguf', () => {
    expect(inspectSample('tiny.gguf')).toMatchObject({
      formatVersion: '3',
      metadata: {
        'general.architecture': 'llama',
        'general.name': 'tiny',
        'tokenizer.ggml.tokens': '["a", "b"]',
      },
      tensorList: [
        {
          name: 'token_embd.weight',
          dtype: 'float32',
          shape: [4, 2],
          offset: 320,
          bytes: '32',
        },
      ],
    });
  });

  it('reads the LoRA adapter', () => {
    expect(inspectSample('tiny_lora.safetensors')).toMatchObject({
      format: 'safetensors',
      tensors: { count: 3, parameters: '65', bytes: '130' },
      metadata: { ss_network_dim: '4' },
      adapter: { convention: 'kohya', rank: 4, alpha: 0 },
      declaredDigests: [{ outcome: 'not_computed' }],
      // ss_network_alpha is 2; the tensors were filled with zeros.
      findings: [{ rule: 'safetensors/lora-alpha' }],
    });
  });

  it('finds that the digest in the LoRA adapter is not that of its tensors', () => {
    const name = 'tiny_lora.safetensors';
    expect(
      inspect(bytesSource(sample(name)), {
        createSha256: () => createHash('sha256'),
      }),
    ).toMatchObject({
      status: 'findings',
      declaredDigests: [
        {
          name: 'sshs_model_hash',
          declared: '0'.repeat(64),
          outcome: 'mismatch',
        },
      ],
    });
  });

  it.each([
    'tiny_lora.safetensors',
    ...GENUINE,
    ...HOSTILE.filter(name => !name.includes('bomb')),
  ])('%s, cut or changed, ends in one of the four states', name => {
    const random = randomOf(name.length * 7919);
    const bytes = sample(name);
    for (let round = 0; round < 100; round++) {
      const { status, error } = inspect(bytesSource(mutate(bytes, random)));
      expect(['clean', 'findings', 'unsupported', 'failed']).toContain(status);
      expect(error !== undefined).toBe(status === 'failed');
      expect(TYPED).toContain(error?.code);
    }
  });
});
