/** A real safetensors file with one float32 tensor `w`; `seed` changes its bytes, not its shape. */
export function aSafetensorsFile(options: {
  seed?: number;
  rows?: number;
}): Buffer {
  const { seed = 1, rows = 4 } = options;
  const bytes = rows * 4 * 4;
  const header = Buffer.from(
    JSON.stringify({
      __metadata__: { format: 'pt' },
      w: { dtype: 'F32', shape: [rows, 4], data_offsets: [0, bytes] },
    }),
  );
  const padded = Buffer.concat([
    header,
    Buffer.alloc((8 - (header.length % 8)) % 8, ' '),
  ]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const data = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 4) {
    data.writeFloatLE(((at / 4) * seed) % 7, at);
  }
  return Buffer.concat([length, padded, data]);
}
