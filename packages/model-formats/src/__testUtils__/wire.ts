/** Protocol Buffers by hand, for what no library writes. */
export function varint(value: number | bigint): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return bytes;
}

export function uintField(number: number, value: number | bigint): number[] {
  return [...varint(number * 8), ...varint(value)];
}

export function field(
  number: number,
  content: string | Uint8Array | readonly number[],
): number[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** ModelProto of IR 8 with operator set 17 around the fields of a graph. */
export function onnxModel(
  graph: readonly number[],
  rest: readonly number[] = [],
): Uint8Array {
  return Uint8Array.from([
    ...uintField(1, 8),
    ...field(7, graph),
    ...field(8, uintField(2, 17)),
    ...rest,
  ]);
}
