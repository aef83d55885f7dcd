import { createHash } from 'crypto';
import {
  array,
  bool,
  buildGguf,
  GgufSpec,
  text,
  u32,
} from '../__testUtils__/buildGguf';
import { inspect, InspectOptions } from '../inspect';
import { bytesSource } from '../source/ByteSource';
import { GGML_TYPES } from './GGML_TYPES';

const sha256 = (bytes: Uint8Array | string) =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const inspectGguf = (spec: GgufSpec, options?: InspectOptions) =>
  inspect(bytesSource(buildGguf(spec)), {
    tensors: true,
    createSha256: () => createHash('sha256'),
    ...options,
  });

describe('readGguf', () => {
  it.each([
    ['version 3, little-endian', { version: 3 }],
    ['version 3, big-endian', { version: 3, bigEndian: true }],
    ['version 2', { version: 2 }],
  ])('reads keys and tensors of %s', (_, frame: GgufSpec) => {
    const found = inspectGguf({
      ...frame,
      keys: [
        ['general.architecture', text('llama')],
        ['general.alignment', u32(64)],
        ['llama.rope.freq_base', { type: 6, value: 0.1 }],
        ['llama.expert_weights_norm', bool(true)],
        ['x.u8', { type: 0, value: 200 }],
        ['x.i8', { type: 1, value: -3 }],
        ['x.u16', { type: 2, value: 60_000 }],
        ['x.i16', { type: 3, value: -300 }],
        ['x.i32', { type: 5, value: -70_000 }],
        ['x.u64', { type: 10, value: 2n ** 64n - 1n }],
        ['x.i64', { type: 11, value: -(2n ** 63n) }],
        ['x.f64', { type: 12, value: 1e300 }],
        ['general.languages', array(8, ['en', 'dé'])],
        ['x.list', array(5, [1, -2, 3])],
        ['x.bools', array(7, [1, 0])],
        ['x.empty', array(4, [])],
      ],
      tensors: [
        { name: 'token_embd.weight', dimensions: [4, 3], type: 0, data: 48 },
        { name: 'blk.0.attn_q.weight', dimensions: [256], type: 12, data: 144 },
        { name: 'scale', dimensions: [], type: 30, data: 2 },
        { name: 'none', dimensions: [0], type: 24, data: 0 },
      ],
    });
    expect(found).toMatchObject({
      format: 'gguf',
      formatVersion: String(frame.version),
      status: 'clean',
      metadata: {
        'general.architecture': 'llama',
        'general.alignment': '64',
        'llama.rope.freq_base': '0.1',
        'llama.expert_weights_norm': 'true',
        'x.u8': '200',
        'x.i8': '-3',
        'x.u16': '60000',
        'x.i16': '-300',
        'x.i32': '-70000',
        'x.u64': '18446744073709551615',
        'x.i64': '-9223372036854775808',
        'x.f64': '1e+300',
        'general.languages': '["en", "dé"]',
        'x.list': '[1, -2, 3]',
        'x.bools': '[true, false]',
        'x.empty': '[]',
      },
      tensors: {
        count: 4,
        parameters: '269',
        bytes: '194',
        dtypes: { float32: 1, q4_k: 1, bfloat16: 1, int8: 1 },
      },
    });
    const [first, ...others] = found.tensorList!;
    expect(first).toMatchObject({
      name: 'token_embd.weight',
      shape: [4, 3],
      bytes: '48',
    });
    expect(first.offset! % 64).toBe(0);
    expect(others.map(({ offset }) => offset! - first.offset!)).toEqual([
      64, 256, 320,
    ]);
    expect(found.findings.map(({ rule }) => rule)).toEqual(
      frame.bigEndian ? ['gguf/big-endian'] : [],
    );
  });

  it.each([...GGML_TYPES])('knows the size of type %d', (number, type) => {
    const found = inspectGguf({
      tensors: [
        {
          name: 't',
          dimensions: [type.blockElements, 3],
          type: number,
          data: type.blockBytes * 3,
        },
      ],
    });
    expect(found).toMatchObject({
      status: type.removed ? 'findings' : 'clean',
      tensorList: [{ dtype: type.dtype, bytes: String(type.blockBytes * 3) }],
    });
  });

  it('takes a file that ends without the last padding', () => {
    const tensors = [{ name: 't', dimensions: [3], type: 24, data: 3 }];
    expect(inspectGguf({ tensors, noFinalPadding: true }).status).toBe('clean');
    expect(inspectGguf({ tensors }).status).toBe('clean');
  });

  it('sums up long arrays and steps over their bytes', () => {
    const tokens = Array.from({ length: 40_000 }, (_, i) => `token ${i}`);
    const found = inspectGguf({
      keys: [
        ['tokenizer.ggml.tokens', array(8, tokens)],
        [
          'tokenizer.ggml.scores',
          array(
            6,
            tokens.map(() => 0),
          ),
        ],
        [
          'x.bools',
          array(
            7,
            tokens.map(() => 1),
          ),
        ],
        ['after', text('reached')],
      ],
    });
    expect(found).toMatchObject({
      status: 'clean',
      metadata: {
        'tokenizer.ggml.tokens': '[40000 × string]',
        'tokenizer.ggml.scores': '[40000 × float32]',
        'x.bools': '[40000 × bool]',
        after: 'reached',
      },
    });
  });

  it('shows tokens that are no characters, refuses texts that are none', () => {
    const broken = Uint8Array.of(0xc3);
    expect(
      inspectGguf({ keys: [['t', array(8, [broken, 'a'])]] }),
    ).toMatchObject({
      status: 'clean',
      metadata: { t: '["(not UTF-8)", "a"]' },
    });
    expect(inspectGguf({ keys: [['t', text(broken)]] }).error?.code).toBe(
      'INVALID_UTF8',
    );
  });

  it('cuts a long text between its characters', () => {
    for (const filler of ['ü', 'aü', '€', '😀', 'a😀']) {
      const { status, metadata } = inspectGguf({
        keys: [['t', text(filler.repeat(20_000))]],
      });
      expect(status).toBe('clean');
      expect(metadata!.t.length).toBeGreaterThanOrEqual(4095);
      expect(metadata!.t).not.toContain('\ufffd');
    }
  });

  it('digests chat templates and the tokenizer apart', () => {
    const template =
      "{% for m in messages %}{{ '<|im_start|>' + m['role'] }}{% endfor %}";
    const spec = (chat: string, token: string): GgufSpec => ({
      keys: [
        ['general.name', text('x')],
        ['tokenizer.ggml.tokens', array(8, [token])],
        ['tokenizer.ggml.eos_token_id', u32(1)],
        ['tokenizer.chat_template', text(chat)],
        ['tokenizer.chat_template.tool_use', text('tools')],
        ['tokenizer.ggml.bos_token_id', u32(2)],
      ],
    });
    const found = inspectGguf(spec(template, 'a'));
    expect(found.status).toBe('clean');
    expect(
      found.findings.map(({ rule, params }) => [rule, params?.key]),
    ).toEqual([
      ['gguf/chat-template', 'tokenizer.chat_template'],
      ['gguf/chat-template', 'tokenizer.chat_template.tool_use'],
    ]);
    const whole = buildGguf(spec(template, 'a'));
    const at = (key: string) => Buffer.from(whole).indexOf(key) - 8;
    expect(found.parts).toEqual([
      {
        name: 'tokenizer.chat_template',
        bytes: String(template.length),
        sha256: sha256(template),
      },
      {
        name: 'tokenizer.chat_template.tool_use',
        bytes: '5',
        sha256: sha256('tools'),
      },
      {
        name: 'tokenizer',
        bytes: expect.any(String),
        sha256: sha256(
          Buffer.concat([
            whole.subarray(
              at('tokenizer.ggml.tokens'),
              at('tokenizer.chat_template'),
            ),
            whole.subarray(at('tokenizer.ggml.bos_token_id')),
          ]),
        ),
      },
    ]);
    const digests = (chat: string, token: string) =>
      inspectGguf(spec(chat, token)).parts!.map(part => part.sha256);
    const before = digests(template, 'a');
    expect(digests('other', 'a').map((d, i) => d === before[i])).toEqual([
      false,
      true,
      true,
    ]);
    expect(digests(template, 'b').map((d, i) => d === before[i])).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      inspectGguf(spec(template, 'a'), { createSha256: undefined }).parts?.[0]
        .sha256,
    ).toBeNull();
  });

  it('reads the facts of an adapter', () => {
    const keys: GgufSpec['keys'] = [
      ['general.type', text('adapter')],
      ['adapter.type', text('lora')],
      ['adapter.lora.alpha', { type: 6, value: 16 }],
      ['general.base_model.0.name', text('Llama 3')],
    ];
    const pair = (name: string, rank: number, upRank = rank) => [
      {
        name: `${name}.lora_a`,
        dimensions: [32, rank],
        type: 24,
        data: 32 * rank,
      },
      {
        name: `${name}.lora_b`,
        dimensions: [upRank, 16],
        type: 24,
        data: 16 * upRank,
      },
    ];
    expect(
      inspectGguf({
        keys,
        tensors: [
          ...pair('blk.1.attn_q.weight', 8),
          ...pair('blk.0.attn_q.weight', 8),
        ],
      }),
    ).toMatchObject({
      status: 'clean',
      adapter: {
        convention: 'gguf',
        type: 'lora',
        baseModel: 'Llama 3',
        rank: 8,
        ranks: { '8': 2 },
        alpha: 16,
        targets: ['blk.0.attn_q.weight', 'blk.1.attn_q.weight'],
      },
    });
    expect(inspectGguf({ keys, tensors: pair('a', 8, 4) })).toMatchObject({
      status: 'findings',
      findings: [{ rule: 'gguf/adapter-shape' }],
    });
  });

  it('says that a file is one of several', () => {
    expect(
      inspectGguf({
        keys: [
          ['split.no', { type: 2, value: 1 }],
          ['split.count', { type: 2, value: 3 }],
        ],
      }),
    ).toMatchObject({
      status: 'clean',
      findings: [{ rule: 'gguf/split', params: { number: 2, count: 3 } }],
    });
  });

  it('ends TRUNCATED wherever a sound file is cut', () => {
    const whole = buildGguf({
      keys: [
        ['general.architecture', text('llama')],
        ['a', array(8, ['x', 'y'])],
      ],
      tensors: [{ name: 't', dimensions: [8], type: 0, data: 32 }],
    });
    for (let end = 4; end < whole.length; end++) {
      expect({
        end,
        code: inspect(bytesSource(whole.subarray(0, end))).error?.code,
      }).toEqual({ end, code: 'TRUNCATED' });
    }
  });
});
