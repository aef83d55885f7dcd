import { FileWriter } from './FileWriter.mjs';

const UINT32 = 4;
const FLOAT32 = 6;
const STRING = 8;
const ARRAY = 9;
const INT32 = 5;
const ALIGNMENT = 32;

const u32 = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = value => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const text = value =>
  Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const pair = (key, type, value) => Buffer.concat([text(key), u32(type), value]);
const array = (type, values, encode) =>
  Buffer.concat([u32(type), u64(values.length), ...values.map(encode)]);

/** Version 3 with a large vocabulary. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function writeGguf(path, { bytes, tensors, tokens, merges }) {
  const values = Math.floor(bytes / tensors / 4 / ALIGNMENT) * ALIGNMENT;
  const names = Array.from({ length: tokens }, (_, i) => `Ġtoken${i}`);
  const pairs = [
    pair('general.architecture', STRING, text('llama')),
    pair('general.alignment', UINT32, u32(ALIGNMENT)),
    pair('llama.block_count', UINT32, u32(32)),
    pair('tokenizer.ggml.model', STRING, text('gpt2')),
    pair('tokenizer.ggml.tokens', ARRAY, array(STRING, names, text)),
    pair(
      'tokenizer.ggml.token_type',
      ARRAY,
      array(INT32, names, () => u32(1)),
    ),
    pair(
      'tokenizer.ggml.merges',
      ARRAY,
      array(
        STRING,
        Array.from({ length: merges }, (_, i) => `Ġt oken${i}`),
        text,
      ),
    ),
    pair('llama.rope.freq_base', FLOAT32, u32(0x48f42400)),
  ];
  const file = new FileWriter(path);
  file.write(Buffer.from('GGUF'));
  file.write(u32(3));
  file.write(u64(tensors));
  file.write(u64(pairs.length));
  pairs.forEach(piece => file.write(piece));
  for (let i = 0; i < tensors; i++) {
    file.write(text(`blk.${i}.ffn_up.weight`));
    file.write(u32(1));
    file.write(u64(values));
    file.write(u32(0));
    file.write(u64(i * values * 4));
  }
  file.align(ALIGNMENT);
  file.weights(values * 4 * tensors);
  file.close();
}
