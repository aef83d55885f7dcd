import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { BLOCKS, QUANTIZATION } from './schema';

const BLOCKWISE = 2;
const MULTI_AXIS = 3;

/** How a tensor is quantised. */
export type Quantization = 'per-tensor' | 'per-axis' | 'blockwise' | 'custom';

/** What was found of one tensor's QuantizationParameters. */
export interface QuantizationCheck {
  /** absent when there is none */
  kind?: Quantization;
  /** why a runtime refuses or misreads it */
  problem?: string;
}

/**
 * Counts of scales and zero points against the axis, as the interpreter's
 * ParseQuantization demands them (core/interpreter_builder.cc).
 */
export function checkQuantization(
  flat: FlatbufferReader,
  quantization: FlatTable,
  shape: readonly number[],
  tensors: number,
): QuantizationCheck {
  const type = flat.i8(quantization, QUANTIZATION.detailsType);
  const details = flat.table(quantization, QUANTIZATION.details);
  if (details && (type === BLOCKWISE || type === MULTI_AXIS)) {
    return { kind: 'blockwise', problem: checkBlocks(flat, details, tensors) };
  }
  if (details) {
    return { kind: 'custom' };
  }
  const scales = flat.vector(quantization, QUANTIZATION.scale, 4);
  const zeroPoints =
    flat.vector(quantization, QUANTIZATION.zeroPoint, 8)?.length ?? 0;
  if (!scales || scales.length === 0) {
    return {};
  }
  flat.spend(scales.length, scales.position);
  const kind = scales.length === 1 ? 'per-tensor' : 'per-axis';
  for (let i = 0; i < scales.length; i++) {
    const scale = flat.f32(scales.position + i * 4);
    if (!Number.isFinite(scale) || scale < 0) {
      return { kind, problem: `scale ${i} is ${scale}` };
    }
  }
  if (zeroPoints !== scales.length && zeroPoints !== 1) {
    return {
      kind,
      problem: `${scales.length} scales have ${zeroPoints} zero points`,
    };
  }
  const axis = flat.i32(quantization, QUANTIZATION.quantizedDimension);
  if (scales.length > 1 && shape[axis] !== scales.length) {
    return {
      kind,
      problem: `${scales.length} scales do not fit dimension ${axis} of ${
        shape[axis] ?? 'none'
      }`,
    };
  }
  return { kind };
}

/** Scales and zero points of blocks are tensors of the same subgraph. */
function checkBlocks(
  flat: FlatbufferReader,
  details: FlatTable,
  tensors: number,
): string | undefined {
  const scales = flat.i32(details, BLOCKS.scales);
  const zeroPoints = flat.i32(details, BLOCKS.zeroPoints);
  if (scales < 0 || scales >= tensors) {
    return `its scales are tensor ${scales}, of ${tensors}`;
  }
  if (zeroPoints < -1 || zeroPoints >= tensors) {
    return `its zero points are tensor ${zeroPoints}, of ${tensors}`;
  }
  const size = flat.i32(details, BLOCKS.blockSize);
  return size < 0 ? `its blocks have ${size} elements` : undefined;
}
