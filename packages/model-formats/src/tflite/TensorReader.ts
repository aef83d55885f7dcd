import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../FormatError';
import { Dimension, ValueInfo } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { BufferTable } from './BufferTable';
import { checkQuantization, Quantization } from './checkQuantization';
import { checkStringTensor } from './checkStringTensor';
import { TFLITE_DTYPES } from './dtypes';
import { TENSOR } from './schema';
import { sparseElements } from './sparseElements';

const STRING = 5;

/** One tensor as the graph sees it. */
export interface SubGraphTensor {
  value: ValueInfo;
  /** has a value before any operator runs */
  constant: boolean;
}

/** Where the bytes of one tensor are. */
interface StoredBytes {
  position: number | null;
  bytes: number;
  /** has bytes at all, here or in another file */
  stored: boolean;
  /** the number of bytes says nothing */
  packed: boolean;
}

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

  /** `siblings` is the number of tensors of its subgraph. */
  read(tensor: FlatTable, siblings: number): SubGraphTensor {
    const { flat, context } = this;
    const code = flat.i8(tensor, TENSOR.type);
    const type = TFLITE_DTYPES[code];
    if (!type) {
      throw new FormatError('MALFORMED', `unknown tensor type ${code}`, {
        offset: tensor.position,
      });
    }
    const name = flat.string(tensor, TENSOR.name) ?? '';
    const shape = this.dimensions(tensor, TENSOR.shape);
    const signature = this.dimensions(tensor, TENSOR.shapeSignature);
    const elements = elementCount(shape ?? [], tensor.position);
    const at = this.storedBytes(tensor, name);
    if (at.stored && !at.packed) {
      this.checkData(tensor, name, code, shape ?? [], elements, at);
    }
    this.quantization(tensor, name, shape ?? [], siblings);
    const dynamic = dynamicShape(shape, signature);
    context.tensors.add(
      {
        name,
        dtype: type.dtype,
        shape: dynamic ?? [],
        offset: at.position,
        bytes: at.stored ? String(at.bytes) : null,
      },
      // Values that are computed are no parameters.
      at.stored ? elements : 0n,
    );
    return {
      value: {
        name,
        dtype: type.dtype,
        shape:
          dynamic && (dynamic.length > 0 || flat.bool(tensor, TENSOR.hasRank))
            ? dynamic
            : null,
      },
      constant: at.stored || flat.bool(tensor, TENSOR.isVariable),
    };
  }

  private storedBytes(tensor: FlatTable, name: string): StoredBytes {
    const { flat, buffers } = this;
    const inside = buffers.at(flat.u32(tensor, TENSOR.buffer), tensor.position);
    const id = flat.u32(tensor, TENSOR.externalBuffer);
    if (id === 0) {
      return { ...inside, stored: inside.position !== null, packed: false };
    }
    if (inside.position !== null) {
      this.context.report(
        'tflite/buffer-twice',
        `tensor “${name}” has data both in the model and in another file`,
        { offset: tensor.position },
      );
    }
    const external = buffers.external.at(id, tensor.position);
    return { position: null, stored: true, ...external };
  }

  private checkData(
    tensor: FlatTable,
    name: string,
    code: number,
    shape: readonly number[],
    elements: bigint,
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
          : checkSize(BigInt(count), TFLITE_DTYPES[code].bits, bytes);
    }
    if (problem) {
      this.context.report(
        'tflite/tensor-data',
        `tensor “${name}”: ${problem}`,
        { offset: tensor.position },
      );
    }
  }

  private quantization(
    tensor: FlatTable,
    name: string,
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
        `tensor “${name}”: ${problem}`,
        { offset: quantization.position },
      );
    }
  }

  /** Tensors that share a vector share the array too: a million of them would fill memory. */
  private dimensions(
    tensor: FlatTable,
    field: number,
  ): readonly number[] | undefined {
    const vector = this.flat.vector(tensor, field, 4);
    if (!vector) {
      return undefined;
    }
    let shape = this.shapes.get(vector.position);
    if (!shape) {
      this.context.assertLimit('rank', vector.length, vector.position);
      shape = this.flat.i32s(tensor, field) ?? [];
      this.shapes.set(vector.position, shape);
    }
    return shape;
  }
}

/** `bits` per element; resources and variants have no bytes of their own. */
function checkSize(
  elements: bigint,
  bits: number | undefined,
  bytes: number,
): string | undefined {
  if (bits === undefined) {
    return 'a value of this type cannot be stored';
  }
  const expected = (elements * BigInt(bits) + 7n) / 8n;
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
