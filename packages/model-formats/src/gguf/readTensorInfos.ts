import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { GgmlType, GGML_TYPES } from './GGML_TYPES';
import { GgufCursor } from './GgufCursor';

/** GGML_MAX_DIMS */
const MAX_DIMENSIONS = 4;
/** GGML_MAX_NAME, with the final zero of C; builds may raise it. */
const LOADER_NAME_BYTES = 64;
/** Name, number of dimensions, type and offset of a scalar without a name. */
export const LEAST_TENSOR_INFO_BYTES = 8 + 4 + 4 + 8;

/** One `gguf_tensor_info_t`. */
export interface GgufTensor {
  name: string;
  type: GgmlType;
  /** as in the file: the first dimension is the one that lies together */
  shape: number[];
  elements: bigint;
  bytes: number;
  /** from the start of the data section */
  offset: number;
  /** of the entry, from the start of the file */
  at: number;
}

/** `count` tensor infos (gguf.md, gguf_tensor_info_t). */
export function readTensorInfos(
  cursor: GgufCursor,
  context: InspectionContext,
  count: number,
): GgufTensor[] {
  const names = new Set<string>();
  let nameBytes = 0;
  const tensors: GgufTensor[] = [];
  for (let i = 0; i < count; i++) {
    const tensor = readTensorInfo(cursor, context);
    if (names.has(tensor.name)) {
      throw new FormatError(
        'DUPLICATE',
        `two tensors are named “${tensor.name}”`,
        { offset: tensor.at },
      );
    }
    nameBytes += tensor.name.length;
    context.assertLimit('ggufNameBytes', nameBytes, tensor.at);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  return tensors;
}

function readTensorInfo(
  cursor: GgufCursor,
  context: InspectionContext,
): GgufTensor {
  const at = cursor.position;
  const name = cursor.string(context.limits.nameBytes, 'tensor name');
  if (cursor.position - at - 8 >= LOADER_NAME_BYTES) {
    context.report(
      'gguf/tensor-name-length',
      `the tensor name “${name}” has ${
        cursor.position - at - 8
      } bytes; loaders take 63`,
      { offset: at },
    );
  }
  const dimensions = cursor.u32();
  if (dimensions > MAX_DIMENSIONS) {
    throw new FormatError(
      'OUT_OF_RANGE',
      `tensor “${name}” has ${dimensions} dimensions, at most ${MAX_DIMENSIONS} are allowed`,
      { offset: cursor.position - 4 },
    );
  }
  const shape: number[] = [];
  for (let i = 0; i < dimensions; i++) {
    shape.push(cursor.count());
  }
  const type = tensorType(cursor, context, name);
  const elements = elementCount(shape, at);
  return {
    name,
    type,
    shape,
    elements,
    bytes: storedBytes(name, type, shape, elements, at),
    offset: cursor.count(),
    at,
  };
}

function tensorType(
  cursor: GgufCursor,
  context: InspectionContext,
  name: string,
): GgmlType {
  const at = cursor.position;
  const number = cursor.u32();
  const type = GGML_TYPES.get(number);
  if (!type) {
    throw new FormatError(
      'UNSUPPORTED_VERSION',
      `tensor “${name}” has the ggml type ${number}, which is not known`,
      { offset: at },
    );
  }
  if (type.removed) {
    context.report(
      'gguf/removed-type',
      `tensor “${name}” has the type ${type.dtype}, which loaders no longer read`,
      { offset: at },
    );
  }
  return type;
}

function storedBytes(
  name: string,
  type: GgmlType,
  shape: readonly number[],
  elements: bigint,
  at: number,
): number {
  if ((shape[0] ?? 1) % type.blockElements !== 0) {
    throw new FormatError(
      'MALFORMED',
      `tensor “${name}” has rows of ${shape[0] ?? 1} elements, ${
        type.dtype
      } needs a multiple of ${type.blockElements}`,
      { offset: at },
    );
  }
  const bytes =
    (elements / BigInt(type.blockElements)) * BigInt(type.blockBytes);
  if (bytes > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new FormatError(
      'INTEGER_OVERFLOW',
      `tensor “${name}” would have ${bytes} bytes`,
      { offset: at },
    );
  }
  return Number(bytes);
}
