import { Dimension, OperatorCount, ValueInfo } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ONNX_DTYPES } from './dtypes';
import { OnnxTensor, TensorReader, toDimension } from './TensorReader';
import { UnknownFields } from './UnknownFields';
import { LEN, malformed, VARINT, WireReader } from '../protobuf/WireReader';

/** What the main graph says; inner graphs only count their operators. */
export interface OnnxGraph {
  inputs: ValueInfo[];
  outputs: ValueInfo[];
  initializers: OnnxTensor[];
}

/**
 * Reads GraphProto, NodeProto, AttributeProto and TypeProto. The main graph
 * is kept apart from the graphs inside attributes, which have inputs and
 * outputs of their own.
 */
export class GraphReader {
  private readonly counts = new Map<string, OperatorCount>();

  constructor(
    private readonly wire: WireReader,
    private readonly context: InspectionContext,
    private readonly tensors: TensorReader,
    private readonly unknown: UnknownFields,
  ) {}

  operators(): OperatorCount[] {
    return [...this.counts.values()].sort(
      (a, b) =>
        b.count - a.count ||
        compare(a.domain, b.domain) ||
        compare(a.type, b.type),
    );
  }

  /** `onInitializer` is given for the main graph only. */
  graph(
    end: number,
    depth: number,
    onInitializer?: (tensor: OnnxTensor) => void,
  ): { inputs: ValueInfo[]; outputs: ValueInfo[] } {
    const { wire, context } = this;
    context.assertLimit('graphDepth', depth, wire.position);
    const inputs: ValueInfo[] = [];
    const outputs: ValueInfo[] = [];
    let seen = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          this.node(wire.end(end), depth);
          break;
        case (2 << 3) | LEN:
        case (10 << 3) | LEN:
          seen = this.unknown.singular('GraphProto', tag >>> 3, seen, at);
          wire.skip(tag, end);
          break;
        case (5 << 3) | LEN: {
          const tensor = this.tensors.tensor(wire.end(end));
          onInitializer?.(tensor);
          break;
        }
        case (11 << 3) | LEN:
          inputs.push(this.valueInfo(wire.end(end)));
          context.assertLimit('values', inputs.length, at);
          break;
        case (12 << 3) | LEN:
          outputs.push(this.valueInfo(wire.end(end)));
          context.assertLimit('values', outputs.length, at);
          break;
        case (15 << 3) | LEN: {
          const tensor = this.tensors.sparseTensor(wire.end(end));
          onInitializer?.(tensor);
          break;
        }
        case (13 << 3) | LEN:
        case (14 << 3) | LEN:
        case (16 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('GraphProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    return { inputs, outputs };
  }

  node(end: number, depth: number): void {
    const { wire, context } = this;
    const start = wire.position;
    let type = '';
    let domain = '';
    let seen = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (4 << 3) | LEN:
          seen = this.unknown.singular('NodeProto', 4, seen, at);
          type = wire.text(end, context.limits.nameBytes);
          break;
        case (5 << 3) | LEN:
          this.attribute(wire.end(end), depth);
          break;
        case (7 << 3) | LEN:
          seen = this.unknown.singular('NodeProto', 7, seen, at);
          domain = wire.text(end, context.limits.nameBytes);
          break;
        case (3 << 3) | LEN:
        case (6 << 3) | LEN:
        case (8 << 3) | LEN:
          seen = this.unknown.singular('NodeProto', tag >>> 3, seen, at);
          wire.skip(tag, end);
          break;
        case (1 << 3) | LEN:
        case (2 << 3) | LEN:
        case (9 << 3) | LEN:
        case (10 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('NodeProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    if (type === '') {
      throw malformed('a node has no operator type', start);
    }
    this.count(canonicalDomain(domain), type, start);
  }

  private count(domain: string, type: string, at: number): void {
    const key = domain === '' ? type : `${domain}\n${type}`;
    const known = this.counts.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    this.counts.set(key, { domain, type, count: 1 });
    this.context.assertLimit('operatorTypes', this.counts.size, at);
  }

  private attribute(end: number, depth: number): void {
    const { wire } = this;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (5 << 3) | LEN:
        case (10 << 3) | LEN:
          this.tensors.tensor(wire.end(end));
          break;
        case (6 << 3) | LEN:
        case (11 << 3) | LEN:
          this.graph(wire.end(end), depth + 1);
          break;
        case (22 << 3) | LEN:
        case (23 << 3) | LEN:
          this.tensors.sparseTensor(wire.end(end));
          break;
        default:
          if (isAttributeField(tag)) {
            wire.skip(tag, end);
          } else {
            this.unknown.skip('AttributeProto', tag, at, end);
          }
      }
    }
    wire.assertBefore(end);
  }

  private valueInfo(end: number): ValueInfo {
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

/** TypeProto's oneof, for values that are no tensors. */
const TYPE_KINDS: Record<number, string | undefined> = {
  4: 'sequence',
  5: 'map',
  7: 'opaque',
  8: 'sparse',
  9: 'optional',
};

/** AttributeProto fields that hold no graph and no tensor, in any packing. */
function isAttributeField(tag: number): boolean {
  const field = tag >>> 3;
  return (
    (field >= 1 && field <= 4) ||
    (field >= 7 && field <= 9) ||
    (field >= 13 && field <= 15) ||
    field === 20 ||
    field === 21
  );
}

/** `ai.onnx` is the default domain, written as `""`. */
export function canonicalDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
