import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { Dimension, ValueInfo } from '../inspection/Inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { BufferTable } from './BufferTable';
import { checkQuantization, Quantization } from './checkQuantization';
import { checkStringTensor } from './checkStringTensor';
import { TFLITE_DTYPES } from './dtypes';
import { elementsOf } from './elementsOf';
import { NO_DATA } from './InlineData';
import { TENSOR } from './schema';
import { sparseElements } from './sparseElements';

const STRING = 5;
const SCALAR: readonly number[] = [];

/** Where the bytes of one tensor are. */
interface StoredBytes {
  position: number | null;
  bytes: number;
  /** has bytes at all, here or in another file */
  stored: boolean;
  /** the number of bytes says nothing */
  packed: boolean;
}

const NOTHING_STORED: StoredBytes = {
  position: null,
  bytes: 0,
  stored: false,
  packed: false,
};

/** Tensors of all subgraphs, their data checked against type and shape. */
export class TensorReader {
  /** tensors per way of quantisation */
  readonly quantized = new Map<Quantization, number>();
  private readonly shapes = new Map<number, readonly number[]>();

  constructor(
    private readonly flat: FlatbufferReader,
    private readonly buffers: BufferTable,
    private readonly context: InspectionContext,
  ) {}

  /**
   * Checks and counts a tensor; answers whether it has a value before any
   * operator runs. `siblings` is the number of tensors of its subgraph.
   */
  read(tensor: FlatTable, siblings: number): boolean {
    const { flat, context } = this;
    // All fields were verified; most are absent.
    const { position, vtable } = tensor;
    const { offsets } = vtable.layout;
    const typeAt = offsets[TENSOR.type];
    const code = typeAt === 0 ? 0 : flat.bytes.i8(position + typeAt);
    const type = TFLITE_DTYPES[code];
    if (!type) {
      throw new FormatError('MALFORMED', `unknown tensor type ${code}`, {
        offset: position,
      });
    }
    if (offsets[TENSOR.name] !== 0) {
      flat.spendString(position + offsets[TENSOR.name]);
    }
    const shape = this.dimensions(position, offsets[TENSOR.shape]);
    const signature = this.dimensions(position, offsets[TENSOR.shapeSignature]);
    const elements = elementsOf(shape ?? SCALAR, position);
    const at = this.storedBytes(tensor);
    if (at.stored && !at.packed) {
      this.checkData(tensor, code, shape ?? SCALAR, elements, at);
    }
    if (offsets[TENSOR.quantization] !== 0) {
      this.quantization(tensor, shape ?? SCALAR, siblings);
    }
    const bytes = at.stored ? at.bytes : null;
    // Values that are computed are no parameters.
    const parameters = at.stored ? elements : 0;
    if (context.tensors.keepsList) {
      context.tensors.add(
        {
          name: this.name(tensor),
          dtype: type.dtype,
          shape: dynamicShape(shape, signature) ?? [],
          offset: at.position,
          bytes: bytes === null ? null : String(bytes),
        },
        parameters,
      );
    } else {
      context.tensors.tally(type.dtype, bytes, parameters);
    }
    return (
      at.stored ||
      (offsets[TENSOR.isVariable] !== 0 && flat.bool(tensor, TENSOR.isVariable))
    );
  }

  /** Name of a tensor that was read. */
  name(tensor: FlatTable): string {
    return this.flat.spentString(tensor, TENSOR.name) ?? '';
  }

  /** A tensor that was read, as a value of the graph. */
  value(tensor: FlatTable): ValueInfo {
    const { flat } = this;
    const { position, vtable } = tensor;
    const { offsets } = vtable.layout;
    const dynamic = dynamicShape(
      this.dimensions(position, offsets[TENSOR.shape]),
      this.dimensions(position, offsets[TENSOR.shapeSignature]),
    );
    return {
      name: this.name(tensor),
      dtype: TFLITE_DTYPES[flat.i8(tensor, TENSOR.type)].dtype,
      shape:
        dynamic && (dynamic.length > 0 || flat.bool(tensor, TENSOR.hasRank))
          ? dynamic
          : null,
    };
  }

  private storedBytes(tensor: FlatTable): StoredBytes {
    const { flat, buffers } = this;
    const { offsets } = tensor.vtable.layout;
    const bufferAt = offsets[TENSOR.buffer];
    const buffer =
      bufferAt === 0 ? 0 : flat.bytes.u32(tensor.position + bufferAt);
    const position = buffers.positionOf(buffer, tensor.position);
    const stored = position !== NO_DATA;
    const id =
      offsets[TENSOR.externalBuffer] === 0
        ? 0
        : flat.u32(tensor, TENSOR.externalBuffer);
    if (id === 0) {
      const bytes = buffers.bytesOf(buffer);
      return stored
        ? { position, bytes, stored, packed: false }
        : NOTHING_STORED;
    }
    if (stored) {
      this.context.report(
        'tflite/buffer-twice',
        `tensor “${this.name(
          tensor,
        )}” has data both in the model and in another file`,
        { offset: tensor.position },
      );
    }
    const external = buffers.external.at(id, tensor.position);
    return { position: null, stored: true, ...external };
  }

  private checkData(
    tensor: FlatTable,
    code: number,
    shape: readonly number[],
    elements: number | bigint,
    { position, bytes }: StoredBytes,
  ): void {
    const { flat } = this;
    const sparsity = flat.table(tensor, TENSOR.sparsity);
    let problem: string | undefined;
    if (code === STRING) {
      problem =
        position === null
          ? undefined
          : checkStringTensor(flat, position, bytes, elements);
    } else {
      const count = sparsity ? sparseElements(flat, sparsity, shape) : elements;
      problem =
        typeof count === 'string'
          ? count
          : checkSize(count, TFLITE_DTYPES[code].bits, bytes);
    }
    if (problem) {
      this.context.report(
        'tflite/tensor-data',
        `tensor “${this.name(tensor)}”: ${problem}`,
        { offset: tensor.position },
      );
    }
  }

  private quantization(
    tensor: FlatTable,
    shape: readonly number[],
    siblings: number,
  ): void {
    const { flat, quantized } = this;
    const quantization = flat.table(tensor, TENSOR.quantization);
    if (!quantization) {
      return;
    }
    const { kind, problem } = checkQuantization(
      flat,
      quantization,
      shape,
      siblings,
    );
    if (kind) {
      quantized.set(kind, (quantized.get(kind) ?? 0) + 1);
    }
    if (problem) {
      this.context.report(
        'tflite/quantization',
        `tensor “${this.name(tensor)}”: ${problem}`,
        { offset: quantization.position },
      );
    }
  }

  /** Tensors that share a vector share the array too: a million of them would fill memory. */
  private dimensions(
    position: number,
    offset: number,
  ): readonly number[] | undefined {
    if (offset === 0) {
      return undefined;
    }
    const { flat } = this;
    const start = flat.follow(position + offset);
    let shape = this.shapes.get(start);
    if (!shape) {
      const length = flat.lengthAt(start, 4);
      this.context.assertLimit('rank', length, start + 4);
      shape = flat.i32sFrom(start, length);
      this.shapes.set(start, shape);
    }
    return shape;
  }
}

/** `bits` per element; resources and variants have no bytes of their own. */
function checkSize(
  elements: number | bigint,
  bits: number | undefined,
  bytes: number,
): string | undefined {
  if (bits === undefined) {
    return 'a value of this type cannot be stored';
  }
  // Numbers do for nearly all; what they find wrong is counted exactly.
  if (
    typeof elements === 'number' &&
    bytes === Math.ceil((elements * bits) / 8)
  ) {
    return undefined;
  }
  const expected = (BigInt(elements) * BigInt(bits) + 7n) / 8n;
  return expected === BigInt(bytes)
    ? undefined
    : `it has ${bytes} bytes where its shape needs ${expected}`;
}

/** `shape_signature` says -1 where a dimension is dynamic. */
function dynamicShape(
  shape: readonly number[] | undefined,
  signature: readonly number[] | undefined,
): Dimension[] | undefined {
  const stated =
    signature && signature.length === (shape?.length ?? 0) ? signature : shape;
  return stated?.some(dimension => dimension < 0)
    ? stated.map(dimension => (dimension < 0 ? null : dimension))
    : (stated as Dimension[] | undefined);
}
