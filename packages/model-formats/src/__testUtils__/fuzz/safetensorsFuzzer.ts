import { framed } from '../buildSafetensors';
import { SAFETENSORS_CASES } from '../corpus/safetensorsCases';
import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer, Random } from './FormatFuzzer';
import { below, damage, pick } from './pickOf';

const LENGTH_BYTES = 8;
/** Numbers, strings with their quotes, and brackets of a header. */
const TOKEN = /\d+|"(?:[^"\\]|\\.)*"|[[\]{},:]/g;
const REPLACEMENTS = [
  '0',
  '1',
  '4',
  '01',
  '-1',
  '1.5',
  '9007199254740993',
  '18446744073709551616',
  '""',
  '"a"',
  '"F16"',
  '"F4"',
  '"X9"',
  '"__metadata__"',
  '"__proto__"',
  '"dtype"',
  '"shape"',
  '"data_offsets"',
  '"weight_map"',
  '"sshs_model_hash"',
  '"../x"',
  '"x.lora_down.weight"',
  '"x.alpha"',
  '"\\ud83d"',
  '"\\u0061"',
  'null',
  'true',
  '[',
  ']',
  '{',
  '}',
  ',',
  ',,',
  '',
  ' \n\t',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
];

/** Tokens swapped for others; as bytes, so that damage to UTF-8 stays as it is. */
function mutateJson(json: Uint8Array, next: Random): Uint8Array {
  const text = Buffer.from(json).toString('latin1');
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0 || next() < 0.2) {
    return damage(json, 0, json.length, next);
  }
  let changed = text;
  // From the back, so that the places of those in front stay true.
  const places = Array.from({ length: 1 + below(3, next) }, () =>
    pick(tokens, next),
  ).sort((a, b) => b.index - a.index);
  for (const token of places) {
    const replacement =
      next() < 0.3 ? pick(tokens, next)[0] : pick(REPLACEMENTS, next);
    changed =
      changed.slice(0, token.index) +
      replacement +
      changed.slice(token.index + token[0].length);
  }
  return Uint8Array.from(Buffer.from(changed, 'latin1'));
}

/** Headers with other tokens and their length put right, indexes and configurations likewise. */
export const safetensorsFuzzer: FormatFuzzer = {
  reader: 'safetensors',
  seeds: () => [
    ...fixtureSeeds('safetensors', [
      'every_type.safetensors',
      'lora.safetensors',
      'odd.safetensors',
      'peft_adapter.safetensors',
      'no_tensors.safetensors',
    ]),
    ...SAFETENSORS_CASES.map(({ bytes }) => Uint8Array.from(bytes())).filter(
      bytes => bytes.length < 50_000,
    ),
  ],
  mutate(seed, next) {
    if (seed[0] === 0x7b) {
      return mutateJson(seed, next);
    }
    const choice = next();
    if (choice < 0.1) {
      return damage(seed, 0, seed.length, next);
    }
    if (choice < 0.2) {
      return seed.slice(0, below(seed.length + 1, next));
    }
    const length = new DataView(seed.buffer, seed.byteOffset).getUint32(
      0,
      true,
    );
    const end = Math.min(LENGTH_BYTES + length, seed.length);
    const header = mutateJson(seed.subarray(LENGTH_BYTES, end), next);
    const data = seed.slice(end);
    return framed(
      header,
      next() < 0.2 ? data.subarray(0, below(data.length + 1, next)) : data,
    );
  },
  // What is lexed of a header is its content; its frame is the length.
  passedHeader: ({ format, tensors, metadata, error }) =>
    format.startsWith('safetensors') || format === 'peft-config'
      ? error === undefined ||
        (tensors?.count ?? 0) > 0 ||
        metadata !== undefined ||
        (error.code !== 'TRUNCATED' && (error.offset ?? 0) > LENGTH_BYTES)
      : false,
};
