import { Dimension, ValueInfo } from '../inspection/Inspection';
import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { malformed } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ONNX_DTYPES } from './dtypes';
import { MetadataKeys } from './MetadataKeys';
import {
  Dim,
  DIM,
  SHAPE,
  TensorType,
  TENSOR_TYPE,
  Type,
  TYPE,
  Value,
  VALUE,
} from './schema';
import { toDimension } from './TensorReader';

/** TypeProto's oneof, for values that are no tensors. */
const TYPE_KINDS: Record<number, string | undefined> = {
  [Type.sequence]: 'sequence',
  [Type.map]: 'map',
  [Type.opaque]: 'opaque',
  [Type.sparse]: 'sparse',
  [Type.optional]: 'optional',
};

const UNKNOWN = 'unknown';

type ValueType = Omit<ValueInfo, 'name'>;

/** An input or output of a graph. */
export interface OnnxValue {
  /** id in the table of value names */
  name: number;
  type: ValueType;
  /** the file says what it is */
  typed: boolean;
}

/** Reads ValueInfoProto with its TypeProto and TensorShapeProto. */
export class ValueInfoReader {
  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly names: NameTable,
    private readonly metadata: MetadataKeys,
  ) {}

  read(): OnnxValue {
    const { wire } = this;
    const start = wire.fieldAt;
    let name = -1;
    let type: ValueType | undefined;
    this.metadata.open();
    wire.open(VALUE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Value.name:
          name = wire.intern(this.names);
          break;
        case Value.type:
          type = this.type();
          break;
        case Value.metadataProps:
          this.metadata.entry('value');
          break;
        default:
          wire.skipValue();
      }
    }
    this.metadata.close();
    if (name < 0) {
      throw malformed('an input or output has no name', start);
    }
    const typed =
      type !== undefined && type.type !== UNKNOWN && type.dtype !== UNKNOWN;
    return { name, type: type ?? { type: UNKNOWN }, typed };
  }

  private type(): ValueType {
    const { wire } = this;
    let type: ValueType = { type: UNKNOWN };
    wire.open(TYPE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      const kind = TYPE_KINDS[field];
      if (field === Type.tensor) {
        type = this.tensorType();
        continue;
      }
      if (kind) {
        type = { type: kind };
      }
      wire.skipValue();
    }
    return type;
  }

  private tensorType(): ValueType {
    const { wire } = this;
    const start = wire.fieldAt;
    let elementType = 0;
    let shape: Dimension[] | null = null;
    wire.open(TENSOR_TYPE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field === TensorType.elemType) {
        elementType = wire.uint();
      } else {
        shape = this.shape();
      }
    }
    // Exporters leave the type of inner values undefined.
    const dtype = elementType === 0 ? UNKNOWN : ONNX_DTYPES.get(elementType);
    if (!dtype) {
      throw malformed(`unknown element type ${elementType}`, start);
    }
    return { dtype, shape };
  }

  private shape(): Dimension[] {
    const { wire, context } = this;
    const shape: Dimension[] = [];
    wire.open(SHAPE);
    while (wire.next() !== 0) {
      shape.push(this.dimension());
      context.assertLimit('rank', shape.length, wire.position);
    }
    return shape;
  }

  private dimension(): Dimension {
    const { wire, context } = this;
    let dimension: Dimension = null;
    wire.open(DIM);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Dim.value: {
          const value = wire.int64();
          if (value < 0) {
            // Exporters write -1 for "dynamic"; ONNX itself has no such value.
            context.report(
              'onnx/negative-dimension',
              `a dimension is ${value}`,
              { offset: wire.fieldAt },
            );
          }
          dimension = value < 0 ? null : toDimension(value);
          break;
        }
        case Dim.param:
          dimension = wire.text() || null;
          break;
        default:
          wire.skipValue();
      }
    }
    return dimension;
  }
}
