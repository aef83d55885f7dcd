import { ValueInfo } from '../inspection/Inspection';
import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { malformed } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { AttributePlace, AttributeReader } from './AttributeReader';
import { Identifiers } from './Identifiers';
import { MetadataKeys } from './MetadataKeys';
import { BY_INITIALIZER, BY_INPUT, BY_NODE, NameScopes } from './NameScopes';
import { NodeList } from './NodeList';
import { Body, OperatorTable } from './OperatorTable';
import { Repeats } from './Repeats';
import {
  Annotation,
  ANNOTATION,
  Entry,
  ENTRY,
  Graph,
  GRAPH,
  Node,
  NODE,
} from './schema';
import { SparseTensorReader } from './SparseTensorReader';
import { OnnxTensor, TensorReader } from './TensorReader';
import { OnnxValue, ValueInfoReader } from './ValueInfoReader';

/** Inputs and outputs of the main graph. */
export interface GraphSignature {
  inputs: ValueInfo[];
  outputs: ValueInfo[];
}

/** What a GraphReader reads with. */
export interface GraphParts {
  wire: MessageReader;
  context: InspectionContext;
  names: NameTable;
  identifiers: Identifiers;
  scopes: NameScopes;
  operators: OperatorTable;
  /** where they are to be listed */
  nodes?: NodeList;
  metadata: MetadataKeys;
  tensors: TensorReader;
  sparseTensors: SparseTensorReader;
  attributes: AttributeReader;
  values: ValueInfoReader;
}

/**
 * Reads GraphProto and NodeProto. The main graph is kept apart from the graphs
 * inside attributes, which have inputs and outputs of their own.
 */
export class GraphReader implements AttributePlace {
  inFunction = false;
  private depth = 0;
  private body: Body;
  private readonly attributeNames = new Repeats();
  /** of the nodes that are being read, from the outermost one in */
  private readonly nodeOutputs: number[] = [];

  /** `modelBody`: operators of the model's own graphs. */
  constructor(private readonly parts: GraphParts, modelBody: Body) {
    this.body = modelBody;
  }

  /** ModelProto.graph; its values stay visible to training graphs. */
  mainGraph(
    onInitializer: (tensor: OnnxTensor) => void,
    onSignature: (signature: GraphSignature) => void,
  ): void {
    const { scopes, context } = this.parts;
    scopes.open(true);
    const { inputs, outputs } = this.graph(onInitializer);
    for (const { name, typed } of [...inputs, ...outputs]) {
      if (!typed) {
        context.report(
          'onnx/untyped-value',
          `the file does not say what “${this.parts.names.text(name)}” is`,
        );
      }
    }
    for (const { name } of outputs) {
      if (!scopes.defines(name)) {
        context.report(
          'onnx/undefined-output',
          `nothing makes the output “${this.parts.names.text(name)}”`,
        );
      }
    }
    onSignature({
      // Up to IR 3 initializers had to be inputs too.
      inputs: inputs
        .filter(({ name }) => !scopes.defines(name, BY_INITIALIZER))
        .map(value => this.valueInfo(value)),
      outputs: outputs.map(value => this.valueInfo(value)),
    });
    scopes.close();
  }

  /** A graph of an attribute, or of training: it sees the values around it. */
  innerGraph(attribute: number): void {
    const { scopes, identifiers, nodes } = this.parts;
    nodes?.enter(identifiers.textOf(attribute));
    scopes.open();
    const { outputs } = this.graph();
    for (const { name } of outputs) {
      scopes.use(name, this.parts.wire.position);
    }
    scopes.close();
    nodes?.leave();
  }

  /** FunctionProto.node; `body` has the function's operators. */
  functionNode(body: Body): void {
    const modelBody = this.body;
    this.body = body;
    this.inFunction = true;
    this.node();
    this.inFunction = false;
    this.body = modelBody;
  }

  private graph(onInitializer?: (tensor: OnnxTensor) => void): {
    inputs: OnnxValue[];
    outputs: OnnxValue[];
  } {
    const { wire, context, scopes, tensors, sparseTensors, values } =
      this.parts;
    const start = wire.fieldAt;
    const inputs: OnnxValue[] = [];
    const outputs: OnnxValue[] = [];
    const annotated: number[] = [];
    let named = false;
    this.depth += 1;
    context.assertLimit('graphDepth', this.depth, start);
    context.assertLimit('graphs', scopes.opened, start);
    this.parts.metadata.open();
    wire.open(GRAPH);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Graph.node:
          this.node();
          break;
        case Graph.name: {
          const end = wire.valueEnd();
          named = end > wire.position;
          wire.position = end;
          break;
        }
        case Graph.initializer:
          this.initializer(tensors.tensor(true), onInitializer);
          break;
        case Graph.sparseInitializer:
          this.initializer(sparseTensors.sparseTensor(true), onInitializer);
          break;
        case Graph.input: {
          const value = values.read();
          scopes.define(value.name, BY_INPUT, start);
          inputs.push(value);
          context.assertLimit('values', inputs.length, start);
          break;
        }
        case Graph.output:
          outputs.push(values.read());
          context.assertLimit('values', outputs.length, start);
          break;
        case Graph.quantizationAnnotation:
          this.annotation(annotated);
          context.assertLimit('tensors', annotated.length, start);
          break;
        case Graph.metadataProps:
          this.parts.metadata.entry('graph');
          break;
        default:
          wire.skipValue();
      }
    }
    this.parts.metadata.close();
    this.depth -= 1;
    if (!named) {
      context.report('onnx/no-graph-name', 'a graph has no name', {
        offset: start,
      });
    }
    annotated.forEach(name => scopes.use(name, start));
    return { inputs, outputs };
  }

  private initializer(
    tensor: OnnxTensor,
    onInitializer?: (tensor: OnnxTensor) => void,
  ): void {
    const { scopes, context } = this.parts;
    if (tensor.name < 0) {
      context.report('onnx/unnamed-initializer', 'an initializer has no name', {
        offset: tensor.start,
      });
    } else {
      scopes.define(tensor.name, BY_INITIALIZER, tensor.start);
    }
    onInitializer?.(tensor);
  }

  private node(): void {
    const { wire, context, names, identifiers, scopes, nodes } = this.parts;
    const { nodeOutputs } = this;
    const start = wire.fieldAt;
    const firstOutput = nodeOutputs.length;
    let type = -1;
    let domain = -1;
    let overload = -1;
    let values = 0;
    let metadata = false;
    let attributes = false;
    nodes?.open();
    wire.open(NODE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Node.input: {
          const name = wire.intern(names);
          values += 1;
          if (name >= 0) {
            scopes.use(name, start);
          }
          nodes?.input(name);
          break;
        }
        case Node.output: {
          const name = wire.intern(names);
          values += 1;
          if (name >= 0) {
            nodeOutputs.push(name);
          }
          nodes?.output(name);
          break;
        }
        case Node.name:
          if (nodes) {
            nodes.name(wire.text());
          } else {
            wire.skipValue();
          }
          break;
        case Node.opType:
          type = wire.intern(identifiers.table);
          break;
        case Node.attribute:
          if (!attributes) {
            attributes = true;
            this.attributeNames.open();
          }
          this.attribute();
          break;
        case Node.domain:
          domain = identifiers.canonicalDomain(wire.intern(identifiers.table));
          break;
        case Node.overload:
          overload = wire.intern(identifiers.table);
          break;
        case Node.metadataProps:
          if (!metadata) {
            metadata = true;
            this.parts.metadata.open();
          }
          this.parts.metadata.entry('node');
          break;
        default:
          wire.skipValue();
      }
    }
    if (attributes) {
      this.attributeNames.close();
    }
    if (metadata) {
      this.parts.metadata.close();
    }
    if (type < 0) {
      throw malformed('a node has no operator type', start);
    }
    if (values === 0) {
      context.report(
        'onnx/node-without-values',
        `a node ${identifiers.textOf(type)} has neither inputs nor outputs`,
        { offset: start },
      );
    }
    this.parts.operators.count(this.body, domain, type, overload, start);
    nodes?.close(identifiers.textOf(domain), identifiers.textOf(type));
    // Only now: the graphs in its attributes do not see them.
    while (nodeOutputs.length > firstOutput) {
      scopes.define(nodeOutputs.pop()!, BY_NODE, start);
    }
  }

  private attribute(): void {
    const { wire, context, attributes, identifiers, nodes } = this.parts;
    const start = wire.fieldAt;
    const name = attributes.attribute(this);
    if (name < 0) {
      return;
    }
    if (this.attributeNames.repeats(name)) {
      context.report(
        'onnx/duplicate-name',
        `a node has two attributes “${identifiers.textOf(name)}”`,
        { offset: start },
      );
    }
    nodes?.attribute(identifiers.textOf(name), attributes.text);
  }

  /** TensorAnnotation: names of values, of its own and of its parameters. */
  private annotation(into: number[]): void {
    const { wire, names } = this.parts;
    const add = () => {
      const name = wire.intern(names);
      if (name >= 0) {
        into.push(name);
      }
    };
    wire.open(ANNOTATION);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field === Annotation.tensorName) {
        add();
        continue;
      }
      wire.open(ENTRY);
      for (let part = wire.next(); part !== 0; part = wire.next()) {
        if (part === Entry.value) {
          add();
        } else {
          wire.skipValue();
        }
      }
    }
  }

  private valueInfo({ name, type }: OnnxValue): ValueInfo {
    return { name: this.parts.names.text(name), ...type };
  }
}
