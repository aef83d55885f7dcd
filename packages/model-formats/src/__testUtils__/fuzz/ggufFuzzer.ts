import { array, bool, buildGguf, GgufSpec, text, u32 } from '../buildGguf';
import { GGUF_CASES } from '../corpus/ggufCases';
import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer, Random } from './FormatFuzzer';
import { below, damage, pick } from './pickOf';

/** Magic, version and both counts. */
const HEADER_BYTES = 24;
const LENGTHS: readonly (number | bigint)[] = [
  0,
  1,
  31,
  33,
  2 ** 31,
  2n ** 40n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];
const SCALARS = [0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 99];
const KEYS = [
  'general.alignment',
  'general.type',
  'split.count',
  'split.no',
  'adapter.lora.alpha',
  'tokenizer.chat_template',
  'tokenizer.chat_template.x',
  'tokenizer.ggml.tokens',
  'a',
  '',
  'é',
];
const TEXTS = [
  '',
  'adapter',
  '{{ x.__class__ }}',
  "{% raw %}{{ ' {% endraw",
  '{#',
  '{{ "\\',
  'é'.repeat(9_000),
];

/** A file that is sound but for what was picked. */
function randomSpec(next: Random): GgufSpec {
  const value = () =>
    pick(
      [
        () => u32(pick([0, 1, 3, 32, 64, 2 ** 31, 2 ** 32 - 1], next)),
        () => bool(below(3, next)),
        () => text(pick(TEXTS, next)),
        () => text(Uint8Array.of(0xff, 0x61)),
        () => array(below(14, next), [], pick(LENGTHS, next)),
        () => array(8, ['a', 'b', 'c'].slice(below(4, next))),
        () => array(7, new Array(below(80, next)).fill(below(2, next))),
        () => array(9, [array(9, [array(4, [1])]), array(8, ['x'])]),
        () => ({ type: pick(SCALARS, next), value: below(100, next) }),
      ],
      next,
    )();
  const dimension = () =>
    next() < 0.7 ? 1 + below(300, next) : pick(LENGTHS, next);
  return {
    version: next() < 0.95 ? 2 + below(2, next) : below(6, next),
    bigEndian: next() < 0.3,
    keys: Array.from({ length: below(6, next) }, () => [
      pick(KEYS, next),
      value(),
    ]),
    tensors: Array.from({ length: below(5, next) }, (_, i) => ({
      name: pick([`t${i}`, 't0', '', 'x.lora_a', 'x.lora_b'], next),
      dimensions: Array.from({ length: below(6, next) }, dimension),
      type: next() < 0.6 ? 24 : below(45, next),
      data: below(200, next),
      ...(next() < 0.2 && { offset: pick(LENGTHS, next) }),
    })),
    alignment: 32,
    ...(next() < 0.05 && { keyCount: pick(LENGTHS, next) }),
    ...(next() < 0.05 && { tensorCount: pick(LENGTHS, next) }),
  };
}

/** Sound files with damage behind the header, and files that are built wrong. */
export const ggufFuzzer: FormatFuzzer = {
  reader: 'gguf',
  seeds: () => [
    ...fixtureSeeds('gguf', [
      'model.gguf',
      'model_big_endian.gguf',
      'every_type.gguf',
      'adapter.gguf',
      'aligned.gguf',
      'split-00001-of-00002.gguf',
    ]),
    ...GGUF_CASES.map(({ bytes }) => Uint8Array.from(bytes())),
  ],
  mutate(seed, next) {
    const choice = next();
    if (choice < 0.35) {
      return buildGguf(randomSpec(next));
    }
    if (choice < 0.45) {
      return seed.slice(0, below(seed.length + 1, next));
    }
    const start = choice < 0.5 ? 0 : HEADER_BYTES;
    return damage(seed, Math.min(start, seed.length), seed.length, next);
  },
  passedHeader: ({ format, error }) =>
    format === 'gguf' && (error?.offset ?? HEADER_BYTES) >= HEADER_BYTES,
};
