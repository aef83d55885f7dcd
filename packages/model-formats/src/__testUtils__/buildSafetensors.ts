/** One tensor; offsets follow from the data unless they are given. */
export interface SafetensorSpec {
  dtype?: string;
  shape?: number[];
  /** bytes, or so many zeros */
  data: Uint8Array | number;
  offsets?: [number, number];
}

/** A u64 length, a header as it stands, and data (safetensors README, Format). */
export function framed(
  header: string | Uint8Array,
  data: Uint8Array | number = 0,
  length?: number | bigint,
): Uint8Array {
  const bytes = Buffer.from(header);
  const frame = Buffer.alloc(8);
  frame.writeBigUInt64LE(BigInt(length ?? bytes.length));
  return new Uint8Array(
    Buffer.concat([
      frame,
      bytes,
      typeof data === 'number' ? Buffer.alloc(data) : data,
    ]),
  );
}

/** A file as the crate writes it: compact JSON, padded with blanks to 8 bytes. */
export function buildSafetensors(
  tensors: Record<string, SafetensorSpec>,
  metadata?: Record<string, string>,
): Uint8Array {
  const parts: Buffer[] = [];
  let at = 0;
  const members = Object.entries(tensors).map(([name, spec]) => {
    const bytes =
      typeof spec.data === 'number'
        ? Buffer.alloc(spec.data)
        : Buffer.from(spec.data);
    const begin = at;
    parts.push(bytes);
    at += bytes.length;
    return [
      name,
      {
        dtype: spec.dtype ?? 'U8',
        shape: spec.shape ?? [bytes.length],
        data_offsets: spec.offsets ?? [begin, at],
      },
    ] as const;
  });
  const text = JSON.stringify({
    ...(metadata && { __metadata__: metadata }),
    ...Object.fromEntries(members),
  });
  const length = Math.ceil(Buffer.byteLength(text) / 8) * 8;
  return framed(
    text + ' '.repeat(length - Buffer.byteLength(text)),
    Buffer.concat(parts),
  );
}
