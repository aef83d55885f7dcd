/** A small safetensors file with one float32 tensor of two numbers; `fill` makes other bytes of the same shape. */
export function aSafetensors(fill = 0): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      __metadata__: { format: 'pt' },
      'lora.down.weight': {
        dtype: 'F32',
        shape: [2, 1],
        data_offsets: [0, 8],
      },
    }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.byteLength));
  return Buffer.concat([length, header, Buffer.alloc(8, fill)]);
}
