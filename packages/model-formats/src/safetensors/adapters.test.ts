import { createHash } from 'crypto';
import {
  buildSafetensors,
  SafetensorSpec,
} from '../__testUtils__/buildSafetensors';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';

const createSha256 = () => createHash('sha256');

const inspectFile = (
  tensors: Record<string, SafetensorSpec>,
  metadata?: Record<string, string>,
  options: InspectOptions = { createSha256 },
) => inspect(bytesSource(buildSafetensors(tensors, metadata)), options);

const half = (bits: number) => Uint8Array.of(bits & 0xff, bits >> 8);

/** The pair of one layer. */
const pair = (module: string, rank: number) => ({
  [`${module}.lora_down.weight`]: { shape: [rank, 8], data: rank * 8 },
  [`${module}.lora_up.weight`]: { shape: [8, rank], data: rank * 8 },
});

describe('adapters in safetensors', () => {
  it('reads a LoRA of sd-scripts', () => {
    const found = inspectFile(
      {
        ...pair('lora_te_1', 4),
        'lora_te_1.alpha': { dtype: 'F16', shape: [], data: half(0x4000) },
        ...pair('lora_unet_0', 4),
        'lora_unet_0.alpha': { dtype: 'BF16', shape: [], data: half(0x4000) },
      },
      {
        ss_network_module: 'networks.lora',
        ss_network_dim: '4',
        ss_network_alpha: '2.0',
        ss_sd_model_name: 'base.safetensors',
        ss_tag_frequency: '{}',
      },
    );
    expect(found).toMatchObject({
      status: 'clean',
      findings: [],
      adapter: {
        convention: 'kohya',
        type: 'lora',
        baseModel: 'base.safetensors',
        rank: 4,
        ranks: { '4': 2 },
        alpha: 2,
        targets: ['lora_te_1', 'lora_unet_0'],
      },
    });
  });

  it.each([
    ['F16', half(0x3800), 0.5],
    ['F16', half(0x0001), 2 ** -24],
    ['BF16', half(0x4180), 16],
    ['F32', new Uint8Array(new Float32Array([0.25]).buffer), 0.25],
    ['F64', new Uint8Array(new Float64Array([-3]).buffer), -3],
  ])('reads an alpha of type %s', (dtype, data, alpha) => {
    expect(
      inspectFile({ ...pair('a', 1), 'a.alpha': { dtype, shape: [], data } })
        .adapter?.alpha,
    ).toBe(alpha);
  });

  it('counts ranks when layers differ, and takes no alpha for all', () => {
    const alpha = (bits: number) => ({
      dtype: 'F16',
      shape: [],
      data: half(bits),
    });
    expect(
      inspectFile(
        {
          ...pair('a', 4),
          ...pair('b', 2),
          ...pair('c', 2),
          'a.alpha': alpha(0x3c00),
          'b.alpha': alpha(0x4000),
        },
        { ss_network_dim: '4', ss_network_alpha: '1' },
      ),
    ).toMatchObject({
      status: 'clean',
      adapter: { rank: null, ranks: { '4': 1, '2': 2 }, alpha: null },
    });
  });

  it.each([
    [
      'PEFT',
      {
        'base_model.model.m.q_proj.lora_A.weight': [2, 8],
        'base_model.model.m.q_proj.lora_B.weight': [4, 2],
      },
      { convention: 'peft', type: 'lora', rank: 2, targets: ['m.q_proj'] },
    ],
    [
      'PEFT with the name of the adapter',
      {
        'm.lora_A.default.weight': [2, 8],
        'm.lora_B.default.weight': [4, 2],
        'm.lora_magnitude_vector.default.weight': [4],
      },
      { convention: 'peft', type: 'dora', rank: 2, targets: ['m'] },
    ],
    [
      'diffusers of old',
      { 'm.lora.down.weight': [2, 8], 'm.lora.up.weight': [4, 2] },
      { convention: 'peft', rank: 2, targets: ['m'] },
    ],
    [
      'LoHa',
      {
        'm.hada_w1_a': [8, 2],
        'm.hada_w1_b': [2, 8],
        'm.hada_w2_a': [8, 2],
        'm.hada_w2_b': [2, 8],
      },
      { convention: 'kohya', type: 'loha', rank: 2 },
    ],
    [
      'LoKr with a full matrix',
      { 'm.lokr_w1': [4, 4], 'm.lokr_w2': [2, 2] },
      { convention: 'kohya', type: 'lokr', rank: null, ranks: {} },
    ],
  ])('knows the names of %s', (_, shapes, facts) => {
    const tensors = Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        { shape, data: shape.reduce((a, b) => a * b, 1) },
      ]),
    );
    const { adapter, findings } = inspectFile(tensors);
    expect(adapter).toMatchObject(facts);
    expect(findings).toEqual([]);
  });

  it('takes ModelSpec at its word when no tensor tells', () => {
    const facts = inspectFile(
      { w: { data: 4 } },
      { 'modelspec.architecture': 'stable-diffusion-v1/lora' },
    );
    expect(facts.adapter).toMatchObject({
      convention: 'modelspec',
      baseModel: 'stable-diffusion-v1',
      rank: null,
    });
    expect(
      inspectFile({ 'x.alpha': { data: 1 } }, { format: 'pt' }).adapter,
    ).toBeUndefined();
  });

  it('recomputes declared digests', () => {
    const data = Uint8Array.of(1, 2, 3);
    const digest = createHash('sha256').update(data).digest('hex');
    const metadata = {
      sshs_model_hash: digest,
      'modelspec.hash_sha256': `0x${digest.toUpperCase()}`,
    };
    expect(inspectFile({ w: { data } }, metadata)).toMatchObject({
      status: 'clean',
      declaredDigests: [
        {
          name: 'sshs_model_hash',
          declared: digest,
          computed: digest,
          outcome: 'match',
        },
        { name: 'modelspec.hash_sha256', declared: digest, outcome: 'match' },
      ],
    });
    expect(
      inspectFile({ w: { data: Uint8Array.of(1, 2, 4) } }, metadata),
    ).toMatchObject({
      status: 'findings',
      declaredDigests: [{ outcome: 'mismatch' }, { outcome: 'mismatch' }],
      findings: [{ rule: 'safetensors/declared-digest', severity: 'high' }, {}],
    });
    expect(
      inspectFile({ w: { data } }, metadata, {}).declaredDigests?.[0],
    ).toEqual({
      name: 'sshs_model_hash',
      declared: digest,
      computed: null,
      outcome: 'not_computed',
      reason: 'no hash function was given',
    });
  });

  it('says that training data is named', () => {
    expect(
      inspectFile({}, { ss_dataset_dirs: '{"/home/me/cats":{"n_repeats":1}}' }),
    ).toMatchObject({
      status: 'clean',
      findings: [
        {
          rule: 'safetensors/training-data',
          params: { keys: 'ss_dataset_dirs' },
        },
      ],
    });
  });
});

describe('files beside safetensors', () => {
  const inspectJson = (value: unknown) =>
    inspect(bytesSource(Buffer.from(JSON.stringify(value, null, 2))));

  it('reads an index as the shards that it names', () => {
    expect(
      inspectJson({
        metadata: { total_size: 12345678901, total_parameters: 5 },
        weight_map: {
          'a.weight': 'model-00001-of-00002.safetensors',
          'b.weight': 'model-00001-of-00002.safetensors',
          'c.weight': 'model-00002-of-00002.safetensors',
        },
      }),
    ).toEqual({
      format: 'safetensors-index',
      status: 'clean',
      metadata: {
        total_size: '12345678901',
        total_parameters: '5',
        weight_map: '[3 tensors in 2 files]',
      },
      companions: [
        { location: 'model-00001-of-00002.safetensors', requiredBytes: null },
        { location: 'model-00002-of-00002.safetensors', requiredBytes: null },
      ],
      findings: [],
    });
  });

  it('reads the configuration of an adapter', () => {
    const found = inspectJson({
      alpha_pattern: {},
      auto_mapping: null,
      base_model_name_or_path: 'meta-llama/Llama-3.2-1B',
      bias: 'none',
      inference_mode: true,
      lora_alpha: 32,
      lora_dropout: 0.05,
      megatron_core: 'megatron.core',
      modules_to_save: null,
      peft_type: 'LORA',
      r: 16,
      rank_pattern: {},
      revision: 'abc123',
      target_modules: ['v_proj', 'q_proj'],
      task_type: 'CAUSAL_LM',
      use_dora: false,
    });
    expect(found).toMatchObject({
      format: 'peft-config',
      status: 'clean',
      findings: [],
      adapter: {
        convention: 'peft',
        type: 'lora',
        baseModel: 'meta-llama/Llama-3.2-1B',
        rank: 16,
        alpha: 32,
        targets: ['q_proj', 'v_proj'],
      },
      metadata: {
        revision: 'abc123',
        lora_dropout: '0.05',
        target_modules: '["v_proj","q_proj"]',
        inference_mode: 'true',
      },
    });
    expect(found.metadata).not.toHaveProperty('modules_to_save');
  });

  it('gives no rank for all when a pattern makes layers differ', () => {
    expect(
      inspectJson({
        base_model_name_or_path: '/home/me/base',
        peft_type: 'LORA',
        r: 8,
        lora_alpha: 8,
        rank_pattern: { q_proj: 4 },
        alpha_pattern: { q_proj: 8 },
        target_modules: 'all-linear',
        use_dora: true,
      }),
    ).toMatchObject({
      status: 'clean',
      findings: [{ rule: 'peft-config/local-path', severity: 'info' }],
      adapter: { type: 'dora', rank: null, alpha: 8, targets: ['all-linear'] },
    });
  });

  it.each([
    [{ model_type: 'llama', architectures: ['LlamaForCausalLM'] }],
    [{ weight_map: 'text' }],
    [{ weight_map: {}, version: 1 }],
    [{ peft_type: 'LORA' }],
    [[1, 2]],
    [{}],
  ])('leaves other JSON unknown: %j', value => {
    expect(inspectJson(value)).toMatchObject({
      format: 'unknown',
      status: 'unsupported',
    });
  });
});
