import { open } from 'node:fs/promises';

/** Length and JSON, as safetensors begin (safetensors README, Format). */
function safetensorsHeader(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.byteLength));
  return Buffer.concat([length, json]);
}

/** A safetensors file with one tensor of `bytes` zeros, sparse on disk; resolves to its size. */
export async function writeLargeModel(
  path: string,
  bytes: number,
): Promise<number> {
  const header = safetensorsHeader({
    weight: { dtype: 'U8', shape: [bytes], data_offsets: [0, bytes] },
  });
  const file = await open(path, 'w');
  try {
    await file.write(header);
    await file.truncate(header.byteLength + bytes);
  } finally {
    await file.close();
  }
  return header.byteLength + bytes;
}

/** Changes one byte of a file where it lies. */
export async function flipByte(path: string, offset: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, offset);
    byte[0] ^= 1;
    await file.write(byte, 0, 1, offset);
  } finally {
    await file.close();
  }
}

/** Name of a tensor of {@link manyTensors}. */
export const tensorName = (index: number) =>
  `layers.${Math.floor(index / 100)}.block.${index % 100}.weight`;

/** A safetensors file of `count` tensors of one to four numbers. */
export function manyTensors(count: number): Buffer {
  const header: Record<string, object> = {};
  let end = 0;
  for (let index = 0; index < count; index++) {
    const numbers = 1 + (index % 4);
    header[tensorName(index)] = {
      dtype: 'F32',
      shape: [numbers],
      data_offsets: [end, end + 4 * numbers],
    };
    end += 4 * numbers;
  }
  return Buffer.concat([safetensorsHeader(header), Buffer.alloc(end)]);
}
