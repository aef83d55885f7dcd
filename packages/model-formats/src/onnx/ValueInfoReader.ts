import { Dimension, ValueInfo } from '../inspection';
import { LEN, malformed, VARINT, WireReader } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ONNX_DTYPES } from './dtypes';
import { toDimension } from './TensorReader';
import { UnknownFields } from './UnknownFields';

/** TypeProto's oneof, for values that are no tensors. */
const TYPE_KINDS: Record<number, string | undefined> = {
  4: 'sequence',
  5: 'map',
  7: 'opaque',
  8: 'sparse',
  9: 'optional',
};

/** Reads ValueInfoProto with its TypeProto and TensorShapeProto. */
export class ValueInfoReader {
  constructor(
    private readonly wire: WireReader,
    private readonly context: InspectionContext,
    private readonly unknown: UnknownFields,
  ) {}

  read(end: number): ValueInfo {
    const { wire, context } = this;
    const start = wire.position;
    let name = '';
    let type: Omit<ValueInfo, 'name'> | undefined;
    let seen = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          seen = this.unknown.singular('ValueInfoProto', 1, seen, at);
          name = wire.text(end, context.limits.nameBytes);
          break;
        case (2 << 3) | LEN:
          seen = this.unknown.singular('ValueInfoProto', 2, seen, at);
          type = this.type(wire.end(end));
          break;
        case (3 << 3) | LEN:
        case (4 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('ValueInfoProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    if (name === '') {
      throw malformed('an input or output has no name', start);
    }
    return { name, ...(type ?? { type: 'unknown' }) };
  }

  private type(end: number): Omit<ValueInfo, 'name'> {
    const { wire } = this;
    let type: Omit<ValueInfo, 'name'> = { type: 'unknown' };
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      if (tag === ((1 << 3) | LEN)) {
        type = this.tensorType(wire.end(end));
        continue;
      }
      const kind = tag % 8 === LEN ? TYPE_KINDS[tag >>> 3] : undefined;
      if (kind) {
        type = { type: kind };
        wire.skip(tag, end);
      } else if (tag === ((6 << 3) | LEN)) {
        wire.skip(tag, end);
      } else {
        this.unknown.skip('TypeProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    return type;
  }

  private tensorType(end: number): Omit<ValueInfo, 'name'> {
    const { wire } = this;
    const start = wire.position;
    let elementType = 0;
    let shape: Dimension[] | null = null;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | VARINT:
          elementType = wire.uint();
          break;
        case (2 << 3) | LEN:
          shape = this.shape(wire.end(end));
          break;
        default:
          this.unknown.skip('TypeProto.Tensor', tag, at, end);
      }
    }
    wire.assertBefore(end);
    const dtype = ONNX_DTYPES.get(elementType);
    if (!dtype) {
      throw malformed(`unknown element type ${elementType}`, start);
    }
    return { dtype, shape };
  }

  private shape(end: number): Dimension[] {
    const { wire, context } = this;
    const shape: Dimension[] = [];
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      if (tag === ((1 << 3) | LEN)) {
        shape.push(this.dimension(wire.end(end)));
        context.assertLimit('rank', shape.length, at);
      } else {
        this.unknown.skip('TensorShapeProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    return shape;
  }

  private dimension(end: number): Dimension {
    const { wire, context } = this;
    let dimension: Dimension = null;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | VARINT: {
          const value = wire.int64();
          if (value < 0) {
            // Exporters write -1 for "dynamic"; ONNX itself has no such value.
            context.report(
              'onnx/negative-dimension',
              `a dimension is ${value}`,
              { offset: at },
            );
            dimension = null;
          } else {
            dimension = toDimension(value);
          }
          break;
        }
        case (2 << 3) | LEN: {
          const symbol = wire.text(end, context.limits.nameBytes);
          dimension = symbol === '' ? null : symbol;
          break;
        }
        case (3 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('Dimension', tag, at, end);
      }
    }
    wire.assertBefore(end);
    return dimension;
  }
}
