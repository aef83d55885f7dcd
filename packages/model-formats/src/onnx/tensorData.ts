import { MessageReader } from '../protobuf/MessageReader';
import { Tensor } from './schema';

const FLOAT_BYTES = 4;
const DOUBLE_BYTES = 8;

/** The value fields of one TensorProto: which, how much, where. */
export class TensorData {
  /** the last value field, 0 for none */
  field = 0;
  /** several of them hold something */
  mixed = false;
  /** numbers or strings in typed fields */
  count = 0;
  /** extent of the last value in the file */
  start = 0;
  end = 0;
  /** stored bytes, `undefined` for varints */
  bytes: number | undefined;
  /** all data stand in one piece, as loaders see them in memory */
  contiguous = false;
  private pieces = 0;

  constructor(private readonly wire: MessageReader) {}

  /** `start…end` is all of the data. */
  get onePiece(): boolean {
    return this.pieces === 1;
  }

  /** The present field is the value field `field`; its data are stepped over. */
  add(field: number): void {
    const { wire } = this;
    const alone = !wire.packed;
    if (alone) {
      this.start = wire.position;
      wire.skipValue();
      this.end = wire.position;
    } else {
      this.end = wire.valueEnd();
      this.start = wire.position;
    }
    const length = this.end - this.start;
    if (length === 0 && field !== Tensor.stringData) {
      return;
    }
    this.mixed ||= this.field !== 0 && this.field !== field;
    this.field = field;
    this.pieces += 1;
    switch (field) {
      case Tensor.floatData:
        this.addFixed(length, FLOAT_BYTES);
        break;
      case Tensor.doubleData:
        this.addFixed(length, DOUBLE_BYTES);
        break;
      case Tensor.rawData:
        this.bytes = length;
        this.contiguous = true;
        break;
      case Tensor.stringData:
        this.count += 1;
        this.bytes = (this.bytes ?? 0) + length;
        break;
      default:
        this.count += alone ? 1 : wire.countVarints(this.end);
    }
    wire.position = this.end;
  }

  private addFixed(length: number, each: number): void {
    // A part of a number is one too many.
    this.count += Math.ceil(length / each);
    this.bytes = (this.bytes ?? 0) + length;
    this.contiguous = this.onePiece;
  }
}

/** Where values of a type stand when not raw, and how many per element (onnx.proto, TensorProto). */
function typedField(dtype: string): { field: number; perElement: number } {
  switch (dtype) {
    case 'float32':
      return { field: Tensor.floatData, perElement: 1 };
    case 'complex64':
      return { field: Tensor.floatData, perElement: 2 };
    case 'float64':
      return { field: Tensor.doubleData, perElement: 1 };
    case 'complex128':
      return { field: Tensor.doubleData, perElement: 2 };
    case 'int64':
      return { field: Tensor.int64Data, perElement: 1 };
    case 'uint32':
    case 'uint64':
      return { field: Tensor.uint64Data, perElement: 1 };
    case 'string':
      return { field: Tensor.stringData, perElement: 1 };
    case 'int4':
    case 'uint4':
    case 'float4e2m1':
      return { field: Tensor.int32Data, perElement: 1 / 2 };
    case 'int2':
    case 'uint2':
      return { field: Tensor.int32Data, perElement: 1 / 4 };
    default:
      return { field: Tensor.int32Data, perElement: 1 };
  }
}

/**
 * What is wrong with the data inside the file, by onnx/checker.cc check_tensor:
 * one value field, the one of the type, with as many values as the shape has.
 * Surplus is wrong too: it carries something else.
 */
export function checkTensorData(
  data: TensorData,
  dtype: string,
  elements: number,
  expected: number | null,
): string | undefined {
  if (data.mixed) {
    return 'has its data in two fields';
  }
  if (data.field === 0) {
    return elements > 0 ? `has ${elements} elements but no data` : undefined;
  }
  if (data.field === Tensor.rawData) {
    if (dtype === 'string') {
      return 'has strings in raw bytes';
    }
    return data.bytes === expected
      ? undefined
      : `has ${data.bytes} bytes where its shape needs ${expected}`;
  }
  const { field, perElement } = typedField(dtype);
  if (data.field !== field) {
    return `has its ${dtype} values in the field of another type`;
  }
  const values = Math.ceil(elements * perElement);
  return data.count === values
    ? undefined
    : `has ${data.count} values where its shape needs ${values}`;
}
