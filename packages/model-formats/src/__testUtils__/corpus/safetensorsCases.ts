import { buildSafetensors, framed } from '../buildSafetensors';
import { EvasionCase } from './EvasionCase';

const one = (
  name: string,
  evades: string,
  expects: EvasionCase['expects'],
  bytes: () => Uint8Array,
): EvasionCase => ({ name: `safetensors: ${name}`, evades, expects, bytes });

const fails = (error: string) => ({ error });

const u8 = (begin: number, end: number) =>
  `{"dtype":"U8","shape":[${end - begin}],"data_offsets":[${begin},${end}]}`;

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

const LORA = {
  'a.lora_down.weight': { dtype: 'F16', shape: [4, 8], data: 64 },
  'a.lora_up.weight': { dtype: 'F16', shape: [8, 4], data: 64 },
};

const PEFT = {
  base_model_name_or_path: 'org/base',
  peft_type: 'LORA',
  r: 8,
};

/**
 * A header whose length reads as BINBYTES over its own start, in whose text
 * SHORT_BINSTRINGs step to its end: behind it a stream goes on.
 */
function picklePolyglot(): Uint8Array {
  const stream = Buffer.from("cos\nsystem\n(S'id'\ntR.");
  const before = '{"__metadata__":{"p":"';
  const after = `"},"w":{"dtype":"U8","shape":[${stream.length}],"data_offsets":[0,${stream.length}]}}`;
  const length = 0x42 + 256 * (before.length + 3);
  let text = before;
  for (let left = length - text.length; left > 0; ) {
    const step = Math.min(128, left > 128 ? left - 100 : left);
    const skipped = step - 2;
    const isLast = step === left;
    text += `U${String.fromCharCode(skipped)}${'A'.repeat(
      isLast ? skipped - after.length : skipped,
    )}`;
    left -= step;
  }
  return framed(Buffer.from(text + after), stream);
}

/** End of an empty ZIP archive. */
const EMPTY_ZIP = Uint8Array.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]);

/** Files after the attacks of the format's own tests and of the facts, rewritten. */
export const SAFETENSORS_CASES: readonly EvasionCase[] = [
  one(
    'a pickle as well',
    'polyglots: a scanner that goes by the format sees weights, pickle.load runs a program',
    { rule: 'pickle/polyglot' },
    picklePolyglot,
  ),
  one(
    'many tensors over the same bytes',
    'json attack: a small file whose tensors fill memory when they are copied',
    fails('MALFORMED'),
    () =>
      framed(
        `{${Array.from({ length: 50 }, (_, i) => `"t${i}":${u8(0, 64)}`).join(
          ',',
        )}}`,
        64,
      ),
  ),
  one(
    'bytes that belong to no tensor',
    'metadata incomplete buffer: a payload behind the last tensor',
    fails('MALFORMED'),
    () => framed(`{"a":${u8(0, 4)}}`, Buffer.from('\0\0\0\0payload')),
  ),
  one(
    'a hole in the middle',
    'metadata incomplete buffer: a payload between two tensors',
    fails('MALFORMED'),
    () => framed(`{"a":${u8(0, 4)},"b":${u8(8, 12)}}`, 12),
  ),
  one(
    'header over the cap',
    'header too large: 100,000,001 bytes of JSON to hold',
    fails('LIMIT_EXCEEDED'),
    () => framed('{}', 0, 100_000_001),
  ),
  one(
    'header of 2^60 bytes',
    'header too large: the length is allocated before it is compared',
    { status: 'unsupported' },
    () => framed('{"a":1}', 0, 2n ** 60n),
  ),
  one(
    'header longer than the file',
    'invalid header length',
    fails('TRUNCATED'),
    () => framed('{"a":1}', 0, 900),
  ),
  one(
    'header that is no text',
    'invalid header: not UTF-8',
    fails('INVALID_UTF8'),
    () => framed(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a)),
  ),
  one(
    'header that is no JSON',
    'invalid header: not JSON',
    fails('MALFORMED'),
    () => framed('{"'),
  ),
  one(
    'shape that wraps',
    'validation overflow: the product of dimensions passes 64 bits',
    fails('INTEGER_OVERFLOW'),
    () =>
      framed(
        '{"a":{"dtype":"I32","shape":[4503599627370496,4503599627370496],"data_offsets":[0,16]}}',
        16,
      ),
  ),
  one(
    'bytes that wrap',
    'validation overflow: elements times size passes 64 bits',
    fails('OUT_OF_RANGE'),
    () =>
      framed(
        '{"a":{"dtype":"I64","shape":[4503599627370496,1024],"data_offsets":[0,16]}}',
        16,
      ),
  ),
  one(
    'shape that is smaller than its bytes',
    'invalid info: the surplus is never shown',
    fails('OUT_OF_RANGE'),
    () =>
      framed('{"a":{"dtype":"I32","shape":[2,2],"data_offsets":[0,20]}}', 20),
  ),
  one(
    'white space in front',
    'invalid start: loaders disagree whether it is allowed',
    fails('MALFORMED'),
    () => framed('\t\n{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}'),
  ),
  one(
    'two tensors of one name',
    'JSON parsers keep the first, the last, or both',
    fails('DUPLICATE'),
    () => framed(`{"a":${u8(0, 1)},"a":${u8(1, 2)}}`, 2),
  ),
  one(
    'two names equal when unescaped',
    'a search for duplicates in the raw text finds none',
    fails('DUPLICATE'),
    () => framed(`{"a":${u8(0, 1)},"\\u0061":${u8(1, 2)}}`, 2),
  ),
  one(
    'two blocks of metadata',
    'one licence is shown, another was reviewed',
    fails('DUPLICATE'),
    () => framed('{"__metadata__":{"a":"1"},"__metadata__":{"a":"2"}}'),
  ),
  one(
    'offset past 2^53',
    'JavaScript rounds the integer: two readers see two places',
    fails('INTEGER_OVERFLOW'),
    () =>
      framed(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[18446744073709551615,18446744073709551616]}}',
        1,
      ),
  ),
  one(
    'deep nesting',
    'parsers that recurse overflow their stack',
    fails('MALFORMED'),
    () => framed(`{"a":${'['.repeat(100_000)}`),
  ),
  one(
    'half a surrogate pair',
    'a name that turns into a replacement character equals others',
    fails('MALFORMED'),
    () => framed(`{"\\ud800":${u8(0, 0)}}`),
  ),
  one(
    'an archive in the last tensor',
    'polyglot: the same bytes are a ZIP archive to whoever looks from the end',
    { rule: 'archive/hidden-container' },
    () => buildSafetensors({ a: { data: EMPTY_ZIP } }),
  ),
  one(
    'a digest of other weights',
    'sshs_model_hash copied from a trusted adapter',
    { rule: 'safetensors/declared-digest' },
    () => buildSafetensors(LORA, { sshs_model_hash: '0'.repeat(64) }),
  ),
  one(
    'a ModelSpec digest of other weights',
    'modelspec.hash_sha256 copied from a trusted model',
    { rule: 'safetensors/declared-digest' },
    () =>
      buildSafetensors(LORA, {
        'modelspec.hash_sha256': `0x${'a'.repeat(64)}`,
      }),
  ),
  one(
    'a digest behind a thousand keys',
    'the answer is cut before the key that would be compared',
    { rule: 'safetensors/declared-digest' },
    () =>
      buildSafetensors(LORA, {
        ...Object.fromEntries(
          Array.from({ length: 1_500 }, (_, i) => [`k${i}`, 'v']),
        ),
        sshs_model_hash: '0'.repeat(64),
      }),
  ),
  one(
    'a digest that is none',
    'looks like a check',
    { rule: 'safetensors/declared-digest-form' },
    () => buildSafetensors(LORA, { sshs_model_hash: 'sha256' }),
  ),
  one(
    'another rank than is stated',
    'metadata of another adapter',
    { rule: 'safetensors/lora-rank' },
    () => buildSafetensors(LORA, { ss_network_dim: '64' }),
  ),
  one(
    'matrices that do not multiply',
    'loaders leave the layer out, or fail',
    { rule: 'safetensors/lora-shape' },
    () =>
      buildSafetensors({
        ...LORA,
        'a.lora_up.weight': { dtype: 'F16', shape: [16, 2], data: 64 },
      }),
  ),
  one(
    'an infinite alpha',
    'the scale makes all weights infinite when it is merged',
    { rule: 'safetensors/lora-alpha' },
    () =>
      buildSafetensors({
        ...LORA,
        'a.alpha': { dtype: 'F16', shape: [], data: Uint8Array.of(0, 0x7c) },
      }),
  ),
  one(
    'a shard outside the model',
    'file names of an index are paths',
    { rule: 'safetensors-index/shard-path' },
    () => json({ weight_map: { a: '../../other/model.safetensors' } }),
  ),
  one(
    'a pickled shard',
    'a loader that goes by the name unpickles it',
    { rule: 'safetensors-index/shard-format' },
    () => json({ weight_map: { a: 'a.safetensors', b: 'pytorch_model.bin' } }),
  ),
  one(
    'a weight twice in an index',
    'parsers disagree which shard holds it',
    fails('DUPLICATE'),
    () =>
      Buffer.from('{"weight_map":{"a":"1.safetensors","a":"2.safetensors"}}'),
  ),
  one(
    'an adapter that trusts remote code',
    'arguments of the tokenizer’s loader run code of a repository',
    { rule: 'peft-config/remote-code' },
    () => json({ ...PEFT, tokenizer_kwargs: { trust_remote_code: true } }),
  ),
  one(
    'an adapter that imports a module',
    'auto_mapping names any module for importlib',
    { rule: 'peft-config/imported-module' },
    () =>
      json({
        ...PEFT,
        auto_mapping: { base_model_class: 'X', parent_library: 'antigravity' },
      }),
  ),
  one(
    'an adapter with another megatron',
    'megatron_core names any module for importlib',
    { rule: 'peft-config/imported-module' },
    () => json({ ...PEFT, megatron_core: 'evil.core' }),
  ),
  one(
    'an adapter configuration with two base models',
    'one is reviewed, the other loaded',
    fails('DUPLICATE'),
    () =>
      Buffer.from(
        '{"base_model_name_or_path":"a","peft_type":"LORA","base_model_name_or_path":"b"}',
      ),
  ),
  one(
    'an adapter configuration that nests',
    'parsers that recurse overflow their stack',
    fails('LIMIT_EXCEEDED'),
    () =>
      Buffer.from(
        `{"base_model_name_or_path":"a","peft_type":"LORA","x":${'['.repeat(
          1_000,
        )}${']'.repeat(1_000)}}`,
      ),
  ),
];
