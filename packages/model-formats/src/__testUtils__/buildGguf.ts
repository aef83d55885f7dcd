/**
 * Writes GGUF (ggml docs/gguf.md, File Structure):
 *
 *     header    magic "GGUF", u32 version, u64 tensor_count, u64 metadata_kv_count
 *     key-value gguf_string key, u32 value_type, value
 *     string    u64 length, that many bytes of UTF-8, no zero at the end
 *     array     u32 type, u64 number of elements (not bytes), the elements
 *     tensor    gguf_string name, u32 n_dimensions, u64 dimensions[], u32 type,
 *               u64 offset from the start of the data section
 *     padding   zeros up to a multiple of general.alignment, default 32,
 *               before the data section and after each tensor
 *
 * "Models are little-endian by default. They can also come in big-endian …; in
 * this case, all values (including metadata values and tensors) will also be
 * big-endian."
 */
export interface GgufValue {
  type: number;
  value: unknown;
}

export interface GgufTensorSpec {
  name: string;
  /** fastest dimension first, as in the file */
  dimensions: (number | bigint)[];
  /** `ggml_type` */
  type: number;
  /** stored bytes of the tensor; zeros when a number */
  data: Uint8Array | number;
  /** instead of the right one */
  offset?: number | bigint;
}

export interface GgufSpec {
  version?: number;
  bigEndian?: boolean;
  keys?: [key: string | Uint8Array, value: GgufValue][];
  tensors?: GgufTensorSpec[];
  /** default: `general.alignment` among the keys, or 32 */
  alignment?: number;
  /** instead of the real numbers */
  tensorCount?: number | bigint;
  keyCount?: number | bigint;
  /** leave out the padding after the last tensor */
  noFinalPadding?: boolean;
}

export const u32 = (value: number): GgufValue => ({ type: 4, value });
export const bool = (value: boolean | number): GgufValue => ({
  type: 7,
  value: Number(value),
});
export const text = (value: string | Uint8Array): GgufValue => ({
  type: 8,
  value,
});
export const array = (
  elementType: number,
  elements: unknown[],
  length: number | bigint = elements.length,
): GgufValue => ({ type: 9, value: { elementType, elements, length } });

class Writer {
  private readonly parts: Buffer[] = [];
  length = 0;

  constructor(private readonly bigEndian: boolean) {}

  bytes(bytes: Uint8Array): void {
    this.parts.push(Buffer.from(bytes));
    this.length += bytes.length;
  }

  /** `size` bytes, integer unless `float` */
  number(value: number | bigint, size: 1 | 2 | 4 | 8, float = false): void {
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    const little = !this.bigEndian;
    if (float) {
      if (size === 4) view.setFloat32(0, Number(value), little);
      else view.setFloat64(0, Number(value), little);
    } else if (size === 8) {
      view.setBigUint64(0, BigInt.asUintN(64, BigInt(value)), little);
    } else if (size === 4) {
      view.setUint32(0, Number(value), little);
    } else if (size === 2) {
      view.setUint16(0, Number(value), little);
    } else {
      view.setUint8(0, Number(value));
    }
    this.bytes(bytes);
  }

  string(value: string | Uint8Array): void {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    this.number(bytes.length, 8);
    this.bytes(bytes);
  }

  value({ type, value }: GgufValue): void {
    if (type === 8) {
      this.string(value as string);
    } else if (type === 9) {
      const { elementType, elements, length } = value as {
        elementType: number;
        elements: unknown[];
        length: number | bigint;
      };
      this.number(elementType, 4);
      this.number(length, 8);
      for (const element of elements) {
        this.value(
          elementType === 9
            ? (element as GgufValue)
            : { type: elementType, value: element },
        );
      }
    } else {
      const size = ([1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8] as const)[type];
      this.number(
        value as number | bigint,
        (size || 1) as 1 | 2 | 4 | 8,
        type === 6 || type === 12,
      );
    }
  }

  pad(alignment: number): void {
    const rest = this.length % alignment;
    this.bytes(new Uint8Array(rest === 0 ? 0 : alignment - rest));
  }

  result(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts));
  }
}

const dataOf = ({ data }: GgufTensorSpec) =>
  typeof data === 'number' ? new Uint8Array(data) : data;

export function buildGguf(spec: GgufSpec): Uint8Array {
  const { keys = [], tensors = [], bigEndian = false } = spec;
  const stated = keys.find(([key]) => key === 'general.alignment')?.[1].value;
  const alignment = spec.alignment ?? (stated as number | undefined) ?? 32;
  const writer = new Writer(bigEndian);
  writer.bytes(Buffer.from('GGUF'));
  writer.number(spec.version ?? 3, 4);
  writer.number(spec.tensorCount ?? tensors.length, 8);
  writer.number(spec.keyCount ?? keys.length, 8);
  for (const [key, value] of keys) {
    writer.string(key);
    writer.number(value.type, 4);
    writer.value(value);
  }
  let offset = 0;
  for (const tensor of tensors) {
    writer.string(tensor.name);
    writer.number(tensor.dimensions.length, 4);
    for (const dimension of tensor.dimensions) {
      writer.number(dimension, 8);
    }
    writer.number(tensor.type, 4);
    writer.number(tensor.offset ?? offset, 8);
    offset += Math.ceil(dataOf(tensor).length / alignment) * alignment;
  }
  if (tensors.length > 0) {
    writer.pad(alignment);
  }
  tensors.forEach((tensor, i) => {
    writer.bytes(dataOf(tensor));
    if (!(spec.noFinalPadding && i === tensors.length - 1)) {
      writer.pad(alignment);
    }
  });
  return writer.result();
}
