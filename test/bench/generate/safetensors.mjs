import { FileWriter } from './FileWriter.mjs';

/** About `bytes`, spread over equal F32 tensors. https://github.com/huggingface/safetensors#format */
export function writeSafetensors(path, { bytes, tensors }) {
  const each = Math.floor(bytes / tensors / 4) * 4;
  const header = Object.fromEntries(
    Array.from({ length: tensors }, (_, i) => [
      `model.layers.${i}.mlp.down_proj.weight`,
      {
        dtype: 'F32',
        shape: [each / 4],
        data_offsets: [i * each, (i + 1) * each],
      },
    ]),
  );
  const text = JSON.stringify(header);
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const file = new FileWriter(path);
  file.write(length);
  file.write(json);
  file.weights(each * tensors);
  file.close();
}
