import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  FORMAT_ERROR_CODES,
  type FileInspection,
} from '@ml-models/model-formats';
import { inspectFiles, mlModels } from '../support/mlModels';
import {
  describeWithReference,
  readJson,
  referenceDirectory,
} from '../support/repository';

const samples = join(referenceDirectory, 'samples');
const sha256 = (path: string) =>
  `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;

describeWithReference('inspect over the reference samples', () => {
  let facts: Map<string, FileInspection>;
  let expected: Record<
    string,
    { size: number; sha256: string; forward?: string; params?: object }
  >;

  beforeAll(() => {
    expected = readJson(join(samples, 'expected.json'));
    const names = Object.keys(expected);
    facts = new Map(
      inspectFiles('--tensors', ...names.map(name => join(samples, name))).map(
        fact => [basename(fact.path), fact],
      ),
    );
  });

  it('gives every file’s size and digest', () => {
    for (const [name, { size, sha256: digest }] of Object.entries(expected)) {
      expect(facts.get(name)).toMatchObject({
        size,
        digests: { sha256: `sha256:${digest}`, chunkSize: 8_388_608 },
      });
    }
  });

  it('recognises every file by content', () => {
    const formats = Object.fromEntries(
      [...facts].map(([name, { format, status }]) => [
        name,
        `${format} ${status}`,
      ]),
    );
    expect(formats).toMatchObject({
      'tiny.onnx': 'onnx clean',
      'tiny_ext.onnx': 'onnx clean',
      'tiny_from_torch.onnx': 'onnx clean',
      'tiny_ts.pt': 'torchscript clean',
      'tiny_traced.pt': 'torchscript clean',
      'tiny_lite.ptl': 'torchscript clean',
      'tiny_sd.pt': 'pytorch clean',
      'tiny_keras.h5': expect.stringMatching(/^(keras|hdf5) /),
      'tiny.gguf': expect.stringMatching(/^gguf /),
      'tiny_sd_legacy.pt': expect.stringMatching(/^pytorch-legacy /),
      'tiny_lora.safetensors': expect.stringMatching(/^safetensors /),
    });
    // Raw tensor bytes beside an ONNX graph are no format of their own.
    expect(formats['tiny_ext.onnx.data']).toBe('unknown unsupported');
  });

  it('reads the facts of the ONNX sample', () => {
    const onnx = facts.get('tiny.onnx')!;
    expect(onnx).toMatchObject({
      formatVersion: '8',
      producer: { name: 'fmt-probe', version: '1' },
      inputs: [{ name: 'x', dtype: 'float32', shape: ['batch', 3] }],
      outputs: [{ name: 'y', dtype: 'float32', shape: ['batch', 4] }],
      functions: [{ domain: 'com.example', name: 'Twice' }],
      metadata: { license: 'Apache-2.0', version: '3' },
      tensors: {
        count: 3,
        parameters: '15',
        dtypes: { float32: 1, bool: 1, int64: 1 },
      },
    });
    expect(onnx.opsets).toEqual(
      expect.arrayContaining([
        { domain: '', version: 17 },
        { domain: 'com.example', version: 1 },
      ]),
    );
    expect(onnx.tensorList!.map(({ name }) => name)).toEqual([
      'w',
      'cond',
      'unused_typed',
    ]);
    // Main graph (MatMul, If), both branches (Relu, Neg) and the function (Add).
    expect(
      Object.fromEntries(
        onnx.operators!.map(({ type, count }) => [type, count]),
      ),
    ).toEqual({ MatMul: 1, If: 1, Relu: 1, Neg: 1, Add: 1 });
  });

  it('declares the companion of external data and opens nothing', () => {
    expect(facts.get('tiny_ext.onnx')!.companions).toEqual([
      expect.objectContaining({ location: 'tiny_ext.onnx.data' }),
    ]);
  });

  it('reads parameters and forward of the TorchScript sample', () => {
    const script = facts.get('tiny_ts.pt')!;
    const sample = expected['tiny_ts.pt'];
    expect(script.signature).toBe(sample.forward);
    expect(script.inputs).toEqual([
      { name: 'x', type: 'Tensor' },
      { name: 'k', type: 'int' },
    ]);
    const tensors = Object.fromEntries(
      script.tensorList!.map(({ name, dtype, shape }) => [
        name,
        [`torch.${dtype}`, shape],
      ]),
    );
    expect(tensors).toEqual(sample.params);
  });

  it('reads the adapter’s tensors', () => {
    const lora = facts.get('tiny_lora.safetensors')!;
    expect(
      lora.tensorList!.map(({ name, dtype, shape }) => [name, dtype, shape]),
    ).toEqual([
      ['lora_unet_down_0_attn.lora_down.weight', 'float16', [4, 8]],
      ['lora_unet_down_0_attn.lora_up.weight', 'float16', [8, 4]],
      ['lora_unet_down_0_attn.alpha', 'float16', []],
    ]);
    expect(lora.metadata).toMatchObject({ ss_network_dim: '4' });
  });

  it('reads the TFLite sample', () => {
    const [tflite] = inspectFiles(join(samples, 'tiny_tflite.tflite'));
    expect(tflite).toMatchObject({
      format: 'tflite',
      status: 'clean',
      operators: [{ domain: '', type: 'ADD', count: 1 }],
    });
    expect(tflite.outputs![0].dtype).toBe('int8');
  });

  it('ends every hostile archive in findings or failed', () => {
    const hostile = readdirSync(join(samples, 'hostile')).map(name =>
      join(samples, 'hostile', name),
    );
    expect(hostile.length).toBeGreaterThan(8);
    for (const fact of inspectFiles(...hostile)) {
      expect(`${basename(fact.path)} ${fact.status}`).toMatch(
        / (findings|failed)$/,
      );
      expect([undefined, ...FORMAT_ERROR_CODES]).toContain(fact.error?.code);
      expect(fact.digests!.sha256).toBe(sha256(fact.path));
    }
    expect([1, 2]).toContain(mlModels('scan', ...hostile).status);
  });
});
