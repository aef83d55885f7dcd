import { ValueInfo } from '../inspection';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { canonicalDomain, GraphReader } from './GraphReader';
import { OnnxTensor, TensorReader, toDimension } from './TensorReader';
import { UnknownFields } from './UnknownFields';
import { LEN, malformed, VARINT, WireReader } from '../protobuf/WireReader';

/** Newest IR version of onnx.proto that these field lists were taken from. */
const NEWEST_IR = 14;

class ModelReader {
  private readonly wire: WireReader;
  private readonly unknown: UnknownFields;
  private readonly tensors: TensorReader;
  private readonly graphs: GraphReader;
  private readonly initializerNames = new Set<string>();
  private inputs: ValueInfo[] = [];
  private readonly metadataKeys = new Set<string>();

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.wire = new WireReader(source);
    this.unknown = new UnknownFields(this.wire, context);
    this.tensors = new TensorReader(this.wire, context, this.unknown);
    this.graphs = new GraphReader(
      this.wire,
      context,
      this.tensors,
      this.unknown,
    );
  }

  read(): void {
    const { wire, context } = this;
    const { facts } = context;
    const end = wire.size;
    let seen = 0;
    let irVersion: number | undefined;
    context.tensors.start();
    try {
      while (wire.position < end) {
        const at = wire.position;
        const tag = wire.tag();
        switch (tag) {
          case (1 << 3) | VARINT:
            seen = this.unknown.singular('ModelProto', 1, seen, at);
            irVersion = wire.uint();
            facts.formatVersion = String(irVersion);
            break;
          case (2 << 3) | LEN:
            seen = this.unknown.singular('ModelProto', 2, seen, at);
            facts.producer = {
              ...facts.producer,
              name: wire.text(end, context.limits.nameBytes),
            };
            break;
          case (3 << 3) | LEN: {
            seen = this.unknown.singular('ModelProto', 3, seen, at);
            const version = wire.text(end, context.limits.nameBytes);
            if (version !== '') {
              facts.producer = { name: '', ...facts.producer, version };
            }
            break;
          }
          case (7 << 3) | LEN:
            seen = this.unknown.singular('ModelProto', 7, seen, at);
            this.mainGraph(wire.end(end));
            break;
          case (8 << 3) | LEN:
            this.opset(wire.end(end));
            break;
          case (14 << 3) | LEN:
            this.metadata(wire.end(end));
            break;
          case (20 << 3) | LEN:
            this.training(wire.end(end));
            break;
          case (25 << 3) | LEN:
            this.function(wire.end(end));
            break;
          case (4 << 3) | LEN:
          case (5 << 3) | VARINT:
          case (6 << 3) | LEN:
            seen = this.unknown.singular('ModelProto', tag >>> 3, seen, at);
            wire.skip(tag, end);
            break;
          case (26 << 3) | LEN:
            wire.skip(tag, end);
            break;
          default:
            this.unknown.skip('ModelProto', tag, at, end);
        }
      }
      wire.assertBefore(end);
    } finally {
      this.conclude();
    }
    if (irVersion === undefined || irVersion === 0) {
      throw malformed('the model has no IR version', 0);
    }
    if (irVersion > NEWEST_IR) {
      context.report(
        'onnx/newer-ir',
        `IR version ${irVersion} is newer than ${NEWEST_IR}, the newest known`,
      );
    }
    if (!(seen & (1 << 7))) {
      throw malformed('the model has no graph', end);
    }
    if (irVersion >= 3) {
      this.checkOpsets();
    }
  }

  /** onnx/checker.cc: every domain that a node names is imported. */
  private checkOpsets(): void {
    const { context } = this;
    const { opsets = [] } = context.facts;
    if (opsets.length === 0) {
      context.report(
        'onnx/no-opset',
        'the model does not say which operator sets it needs',
      );
      return;
    }
    const imported = new Set(opsets.map(({ domain }) => domain));
    for (const domain of this.graphs.domains) {
      if (!imported.has(domain)) {
        context.report(
          'onnx/no-opset',
          `the model does not say which version of operator set “${
            domain || 'ai.onnx'
          }” it needs`,
          undefined,
          { domain },
        );
      }
    }
  }

  /** Facts known so far, also when reading stopped half-way. */
  private conclude(): void {
    const { facts } = this.context;
    const operators = this.graphs.operators();
    if (operators.length > 0 || facts.inputs) {
      facts.operators = operators;
    }
    if (this.tensors.companions.size > 0) {
      facts.companions = [...this.tensors.companions.values()];
    }
    if (facts.producer?.name === '' && !facts.producer.version) {
      delete facts.producer;
    }
  }

  private mainGraph(end: number): void {
    const { facts } = this.context;
    const start = this.wire.position;
    const graph = this.graphs.graph(end, 1, tensor => this.initializer(tensor));
    if (!graph.hasName) {
      this.context.report('onnx/no-graph-name', 'the graph has no name', {
        offset: start,
      });
    }
    this.inputs = graph.inputs;
    // Up to IR 3 initializers had to be inputs too.
    facts.inputs = this.inputs.filter(
      ({ name }) => !this.initializerNames.has(name),
    );
    facts.outputs = graph.outputs;
  }

  private initializer(tensor: OnnxTensor): void {
    if (this.initializerNames.has(tensor.name)) {
      this.context.report(
        'onnx/duplicate-name',
        `two initializers are named “${tensor.name}”`,
      );
    }
    this.initializerNames.add(tensor.name);
    this.context.tensors.add(
      {
        name: tensor.name,
        dtype: tensor.dtype,
        shape: tensor.shape.map(toDimension),
        offset: tensor.offset,
        bytes: tensor.bytes === null ? null : String(tensor.bytes),
      },
      tensor.elements,
    );
  }

  private opset(end: number): void {
    const { wire, context } = this;
    let domain = '';
    let version = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          domain = canonicalDomain(wire.text(end, context.limits.nameBytes));
          break;
        case (2 << 3) | VARINT:
          version = wire.uint();
          break;
        default:
          this.unknown.skip('OperatorSetIdProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    const opsets = (context.facts.opsets ??= []);
    const same = opsets.find(opset => opset.domain === domain);
    if (same && same.version !== version) {
      context.report(
        'onnx/duplicate-name',
        `operator set “${domain}” is imported as ${same.version} and as ${version}`,
      );
    }
    if (!same || same.version !== version) {
      opsets.push({ domain, version });
    }
    context.assertLimit('values', opsets.length);
  }

  private metadata(end: number): void {
    const { wire, context } = this;
    let key = '';
    let value = '';
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          key = wire.text(end, context.limits.nameBytes);
          break;
        case (2 << 3) | LEN:
          value = wire.textStart(end, 4 * context.limits.metadataValueChars);
          break;
        default:
          this.unknown.skip('StringStringEntryProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    if (this.metadataKeys.has(key)) {
      context.report('onnx/duplicate-name', `two metadata entries “${key}”`);
    } else if (this.metadataKeys.size <= context.limits.metadataEntries) {
      this.metadataKeys.add(key);
    }
    context.addMetadata(key, value);
  }

  private training(end: number): void {
    const { wire } = this;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
        case (2 << 3) | LEN:
          this.graphs.graph(wire.end(end), 1);
          break;
        case (3 << 3) | LEN:
        case (4 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('TrainingInfoProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
  }

  private function(end: number): void {
    const { wire, context } = this;
    let name = '';
    let domain = '';
    let seen = 0;
    while (wire.position < end) {
      const at = wire.position;
      const tag = wire.tag();
      switch (tag) {
        case (1 << 3) | LEN:
          seen = this.unknown.singular('FunctionProto', 1, seen, at);
          name = wire.text(end, context.limits.nameBytes);
          break;
        case (7 << 3) | LEN:
          this.graphs.functionNode(wire.end(end));
          break;
        case (10 << 3) | LEN:
          seen = this.unknown.singular('FunctionProto', 10, seen, at);
          domain = canonicalDomain(wire.text(end, context.limits.nameBytes));
          break;
        case (2 << 3) | VARINT:
        case (3 << 3) | VARINT:
        case (4 << 3) | LEN:
        case (5 << 3) | LEN:
        case (6 << 3) | LEN:
        case (8 << 3) | LEN:
        case (9 << 3) | LEN:
        case (11 << 3) | LEN:
        case (12 << 3) | LEN:
        case (13 << 3) | LEN:
        case (14 << 3) | LEN:
          wire.skip(tag, end);
          break;
        default:
          this.unknown.skip('FunctionProto', tag, at, end);
      }
    }
    wire.assertBefore(end);
    const functions = (context.facts.functions ??= []);
    functions.push({ domain, name });
    context.assertLimit('functions', functions.length);
  }
}

/**
 * One pass over a ModelProto (onnx.proto). Structure is read, element data
 * stepped over; `graph` may come before `ir_version`.
 */
export function readOnnx(source: ByteSource, context: InspectionContext): void {
  new ModelReader(source, context).read();
}
