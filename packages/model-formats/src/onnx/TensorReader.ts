import { Dimension } from '../inspection/Inspection';
import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { malformed } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { elementCount } from '../reader/TensorCollector';
import { ONNX_DTYPE_BITS, ONNX_DTYPES } from './dtypes';
import { ExternalData, ExternalEntries } from './ExternalData';
import { MetadataKeys } from './MetadataKeys';
import { Tensor, TENSOR } from './schema';
import { checkTensorData, TensorData } from './tensorData';

/** What of a TensorProto is kept; the element data is stepped over. */
export interface OnnxTensor {
  /** id in the table of value names for an initializer, -1 without one */
  name: number;
  /** how messages call it */
  label: string;
  dtype: string;
  shape: (number | bigint)[];
  /** inexact past 2^53 */
  elements: number;
  /** position of the raw bytes in the file, `null` for typed or external data */
  offset: number | null;
  /** stored bytes, `null` when not known */
  bytes: number | null;
  /** the field that holds the data, 0 for none */
  dataField: number;
  /** extent of the data in the file, where they are in one piece */
  onePiece: boolean;
  dataStart: number;
  dataEnd: number;
  /** position in the file */
  start: number;
}

const INSIDE = 0;
const EXTERNAL = 1;

/** Reads TensorProto. */
export class TensorReader {
  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly names: NameTable,
    private readonly external: ExternalData,
    private readonly metadata: MetadataKeys,
  ) {}

  /** `asInitializer`: its name is one of the graph's values. */
  tensor(asInitializer: boolean): OnnxTensor {
    const { wire, context } = this;
    const start = wire.fieldAt;
    const shape: (number | bigint)[] = [];
    const data = new TensorData(wire);
    let dataType = 0;
    let name = -1;
    let ownName = '';
    let location = INSIDE;
    let entries: ExternalEntries | undefined;
    this.metadata.open();
    wire.open(TENSOR);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Tensor.dims:
          wire.dimensions(shape);
          break;
        case Tensor.dataType:
          dataType = wire.uint();
          break;
        case Tensor.name:
          if (asInitializer) {
            name = wire.intern(this.names);
          } else {
            ownName = wire.text();
          }
          break;
        case Tensor.floatData:
        case Tensor.int32Data:
        case Tensor.stringData:
        case Tensor.int64Data:
        case Tensor.rawData:
        case Tensor.doubleData:
        case Tensor.uint64Data:
          data.add(field);
          break;
        case Tensor.externalData:
          this.external.entry((entries ??= new Map()));
          break;
        case Tensor.dataLocation:
          location = wire.uint();
          break;
        case Tensor.metadataProps:
          this.metadata.entry('tensor');
          break;
        case Tensor.segment:
          context.report(
            'onnx/tensor-data',
            'a tensor is one segment of a larger one',
            { offset: start },
          );
          wire.skipValue();
          break;
        default:
          wire.skipValue();
      }
    }
    this.metadata.close();

    const text = name < 0 ? ownName : this.names.text(name);
    const label = text === '' ? 'a tensor without a name' : `tensor “${text}”`;
    const dtype = ONNX_DTYPES.get(dataType);
    if (!dtype) {
      throw malformed(`${label} has the unknown data type ${dataType}`, start);
    }
    const elements = countElements(shape, start);
    const expected = storedBytes(dtype, elements);
    const tensor: OnnxTensor = {
      name,
      label,
      dtype,
      shape,
      elements,
      offset: null,
      bytes: expected,
      dataField: data.field,
      onePiece: data.onePiece,
      dataStart: data.start,
      dataEnd: data.end,
      start,
    };
    if (location > EXTERNAL) {
      context.report(
        'onnx/tensor-data',
        `${label} has its data in a place ${location} that ONNX does not know`,
        { offset: start },
      );
    }
    if (location === EXTERNAL) {
      this.readExternal(tensor, entries ?? new Map(), expected);
      return tensor;
    }
    if (entries) {
      context.report(
        'onnx/external-and-inline-data',
        `${label} names external data but is marked as inside`,
        { offset: start },
      );
    }
    tensor.offset = data.contiguous ? data.start : null;
    tensor.bytes = data.bytes ?? expected;
    const wrong = checkTensorData(data, dtype, elements, expected);
    if (wrong) {
      context.report('onnx/tensor-data', `${label} ${wrong}`, {
        offset: start,
      });
      if (data.field === 0) {
        tensor.bytes = 0;
      }
    }
    return tensor;
  }

  private readExternal(
    tensor: OnnxTensor,
    entries: ExternalEntries,
    expected: number | null,
  ): void {
    const { label, dtype, start } = tensor;
    if (tensor.dataField !== 0) {
      this.context.report(
        'onnx/external-and-inline-data',
        `${label} has its data both inside the file and outside`,
        { offset: start },
      );
    }
    if (dtype === 'string') {
      this.context.report(
        'onnx/tensor-data',
        `${label} has strings outside the file`,
        { offset: start },
      );
    }
    tensor.bytes = this.external.declare(label, entries, expected, start);
  }
}

/** Product of dimensions; throws as `elementCount` does. */
export function countElements(
  shape: readonly (number | bigint)[],
  offset: number,
): number {
  let product = 1;
  for (const dimension of shape) {
    if (typeof dimension !== 'number' || dimension < 0) {
      return Number(elementCount(shape, offset));
    }
    product *= dimension;
  }
  return Number.isSafeInteger(product)
    ? product
    : Number(elementCount(shape, offset));
}

function storedBytes(dtype: string, elements: number): number | null {
  const bits = ONNX_DTYPE_BITS[dtype];
  return bits === undefined ? null : Math.ceil((elements * bits) / 8);
}

/** int64 past 2^53 stays exact as a symbolic dimension would: as text. */
export function toDimension(value: number | bigint): Dimension {
  return typeof value === 'number' ? value : String(value);
}
