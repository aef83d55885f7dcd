import { OperatorCount, ValueInfo } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { OnnxTensor, TensorReader } from './TensorReader';
import { UnknownFields } from './UnknownFields';
import { ValueInfoReader } from './ValueInfoReader';
import { LEN, malformed, WireReader } from '../protobuf/WireReader';

/**
 * Reads GraphProto, NodeProto and AttributeProto. The main graph
 * is kept apart from the graphs inside attributes, which have inputs and
 * outputs of their own.
 */
export class GraphReader {
  /** of operators outside of functions, which import operator sets themselves */
  readonly domains = new Set<string>();
  private readonly counts = new Map<string, OperatorCount>();
  private inFunction = false;
  private readonly values: ValueInfoReader;

  constructor(
    private readonly wire: WireReader,
    private readonly context: InspectionContext,
    private readonly tensors: TensorReader,
    private readonly unknown: UnknownFields,
  ) {
    this.values = new ValueInfoReader(wire, context, unknown);
  }

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
  ): { hasName: boolean; inputs: ValueInfo[]; outputs: ValueInfo[] } {
    const { wire, context } = this;
    context.assertLimit('graphDepth', depth, wire.position);
    const inputs: ValueInfo[] = [];
    const outputs: ValueInfo[] = [];
    let hasName = false;
    let seen = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          this.node(wire.end(end), depth);
          break;
        case (2 << 3) | LEN: {
          seen = this.unknown.singular('GraphProto', 2, seen, at);
          const nameEnd = wire.end(end);
          hasName = nameEnd > wire.position;
          wire.position = nameEnd;
          break;
        }
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
          inputs.push(this.values.read(wire.end(end)));
          context.assertLimit('values', inputs.length, at);
          break;
        case (12 << 3) | LEN:
          outputs.push(this.values.read(wire.end(end)));
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
    return { hasName, inputs, outputs };
  }

  /** A node of a FunctionProto. */
  functionNode(end: number): void {
    this.inFunction = true;
    this.node(end, 1);
    this.inFunction = false;
  }

  private node(end: number, depth: number): void {
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
    domain = canonicalDomain(domain);
    if (!this.inFunction) {
      this.domains.add(domain);
    }
    this.count(domain, type, start);
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
}

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
