import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { malformed } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { hasControlCharacter } from '../source/hasControlCharacter';
import { AttributeReader } from './AttributeReader';
import { checkOperators } from './checkOperators';
import { endsInArchive } from './endsInArchive';
import { ExternalData } from './ExternalData';
import { FieldFindings } from './FieldFindings';
import { FunctionReader } from './FunctionReader';
import { FunctionTable } from './FunctionTable';
import { GraphReader } from './GraphReader';
import { Identifiers } from './Identifiers';
import { MetadataKeys } from './MetadataKeys';
import { NameFindings } from './NameFindings';
import { NameScopes } from './NameScopes';
import { NodeList } from './NodeList';
import { Body, OperatorTable } from './OperatorTable';
import { readOpset } from './readOpset';
import { readTraining } from './readTraining';
import { Entry, ENTRY, Model, MODEL, NEWEST_IR } from './schema';
import { SparseTensorReader } from './SparseTensorReader';
import { OnnxTensor, TensorReader, toDimension } from './TensorReader';
import { ValueInfoReader } from './ValueInfoReader';
import { elementCount } from '../reader/TensorCollector';

/** IR version that brought operator sets. */
const OPSETS_SINCE = 3;
/** Last IR version in which initializers had to be graph inputs. */
const INITIALIZERS_WERE_INPUTS = 3;

class ModelReader {
  private readonly wire: MessageReader;
  private readonly names: NameTable;
  private readonly identifiers: Identifiers;
  private readonly nameFindings: NameFindings;
  private readonly scopes: NameScopes;
  private readonly operators: OperatorTable;
  private readonly body: Body;
  private readonly external: ExternalData;
  private readonly graphs: GraphReader;
  private readonly functionTable: FunctionTable;
  private readonly functions: FunctionReader;
  private readonly opsets = new Map<string, number>();
  private readonly metadataKeys = new Set<string>();
  private irVersion: number | undefined;
  private hasGraph = false;

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    const fields = new FieldFindings(context);
    const wire = new MessageReader(source, context, fields);
    const names = new NameTable(context, 'names');
    const identifiers = new Identifiers(context);
    const nameFindings = new NameFindings(context, names);
    const scopes = new NameScopes((...found) => nameFindings.report(...found));
    const operators = new OperatorTable(context, identifiers);
    const nodes = context.structure ? new NodeList(context, names) : undefined;
    const metadata = new MetadataKeys(wire, context, identifiers);
    const external = new ExternalData(wire, context);
    const tensors = new TensorReader(wire, context, names, external, metadata);
    const sparseTensors = new SparseTensorReader(wire, context, tensors);
    const attributes = new AttributeReader(
      wire,
      context,
      identifiers,
      tensors,
      sparseTensors,
    );
    const values = new ValueInfoReader(wire, context, names, metadata);
    const body = operators.newBody();
    const graphs = new GraphReader(
      {
        wire,
        context,
        names,
        identifiers,
        scopes,
        operators,
        nodes,
        metadata,
        tensors,
        sparseTensors,
        attributes,
        values,
      },
      body,
    );
    this.wire = wire;
    this.names = names;
    this.identifiers = identifiers;
    this.nameFindings = nameFindings;
    this.scopes = scopes;
    this.operators = operators;
    this.body = body;
    this.external = external;
    this.graphs = graphs;
    this.functionTable = new FunctionTable(context);
    this.functions = new FunctionReader(
      wire,
      context,
      names,
      identifiers,
      scopes,
      operators,
      nodes,
      metadata,
      attributes,
      graphs,
      this.functionTable,
    );
  }

  read(): void {
    this.context.tensors.start();
    // Around the main graph and those of training, which see each other's values.
    this.scopes.open();
    try {
      this.fields();
    } finally {
      this.conclude();
    }
    this.scopes.close();
    this.check();
    this.nameFindings.conclude();
  }

  private fields(): void {
    const { wire, context } = this;
    const { facts } = context;
    wire.openFile(MODEL);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Model.irVersion:
          this.irVersion = wire.uint();
          facts.formatVersion = String(this.irVersion);
          break;
        case Model.producerName:
          facts.producer = { ...facts.producer, name: this.producer() };
          break;
        case Model.producerVersion: {
          const version = this.producer();
          if (version !== '') {
            facts.producer = { name: '', ...facts.producer, version };
          }
          break;
        }
        case Model.graph:
          this.hasGraph = true;
          this.graphs.mainGraph(
            tensor => this.initializer(tensor),
            signature => Object.assign(facts, signature),
          );
          break;
        case Model.opsetImport:
          readOpset(wire, context, this.opsets);
          break;
        case Model.metadataProps:
          this.metadata();
          break;
        case Model.trainingInfo:
          readTraining(wire, context, this.identifiers, this.graphs);
          break;
        case Model.functions:
          this.functions.read();
          break;
        default:
          wire.skipValue();
      }
    }
  }

  /**
   * A SavedModel has its meta graphs where ONNX has the producer: bytes that
   * are both would be one model to us and another to TensorFlow.
   */
  private producer(): string {
    const { wire, context } = this;
    const offset = wire.fieldAt;
    const text = wire.text();
    if (hasControlCharacter(text)) {
      context.report(
        'onnx/polyglot',
        'the producer is no text: other readers take these bytes for a model',
        { offset },
      );
    }
    return text;
  }

  /** Facts known so far, also when reading stopped half-way. */
  private conclude(): void {
    const { facts } = this.context;
    const operators = this.operators.list();
    if (operators.length > 0 || facts.inputs) {
      facts.operators = operators;
    }
    const companions = this.external.conclude();
    if (companions.length > 0) {
      facts.companions = companions;
    }
    if (this.opsets.size > 0) {
      facts.opsets = [...this.opsets].map(([domain, version]) => ({
        domain,
        version,
      }));
    }
    if (facts.producer?.name === '' && !facts.producer.version) {
      delete facts.producer;
    }
    checkOperators(this.operators.allUses(), this.context);
  }

  private check(): void {
    const { context, irVersion } = this;
    if (irVersion === undefined || irVersion === 0) {
      throw malformed('the model has no IR version', 0);
    }
    if (!this.hasGraph) {
      throw malformed('the model has no graph', this.wire.size);
    }
    if (irVersion > NEWEST_IR) {
      context.report(
        'onnx/newer-ir',
        `IR version ${irVersion} is newer than ${NEWEST_IR}, the newest known`,
      );
    }
    if (irVersion >= OPSETS_SINCE) {
      this.checkOpsets();
    } else if (this.opsets.size > 0) {
      context.report(
        'onnx/opset-version',
        `IR version ${irVersion} has no operator sets, the model names one`,
      );
    }
    if (
      irVersion <= INITIALIZERS_WERE_INPUTS &&
      this.scopes.bareInitializers > 0
    ) {
      context.report(
        'onnx/initializer-not-input',
        `${
          this.scopes.bareInitializers
        } initializers are no graph inputs, for one “${this.names.text(
          this.scopes.firstBareInitializer,
        )}”: IR version ${irVersion} wants both`,
      );
    }
    this.functionTable.checkOpsets(this.opsets);
    this.functionTable.checkCalls(this.body);
  }

  /** onnx/checker.cc: every domain that a node names is imported. */
  private checkOpsets(): void {
    const { context } = this;
    if (this.opsets.size === 0) {
      context.report(
        'onnx/no-opset',
        'the model does not say which operator sets it needs',
      );
      return;
    }
    const missing = new Set<string>();
    for (const { domain } of this.body.uses.values()) {
      if (!this.opsets.has(domain)) {
        missing.add(domain);
      }
    }
    for (const domain of missing) {
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

  private initializer(tensor: OnnxTensor): void {
    const { dtype, shape, offset, bytes, elements, name, start } = tensor;
    this.context.tensors.add(
      {
        name: name < 0 ? '' : this.names.text(name),
        dtype,
        shape: shape.map(toDimension),
        offset,
        bytes: bytes === null ? null : String(bytes),
      },
      Number.isSafeInteger(elements)
        ? BigInt(elements)
        : elementCount(shape, start),
    );
  }

  private metadata(): void {
    const { wire, context } = this;
    let key = '';
    let value = '';
    wire.open(ENTRY);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      if (field === Entry.key) {
        key = wire.text();
      } else {
        value = wire.textStart(4 * context.limits.metadataValueChars);
      }
    }
    if (this.metadataKeys.has(key)) {
      context.report('onnx/duplicate-name', `two metadata entries “${key}”`);
    } else if (this.metadataKeys.size <= context.limits.metadataEntries) {
      this.metadataKeys.add(key);
    }
    context.addMetadata(key, value);
  }
}

/**
 * One pass over a ModelProto (onnx.proto). Structure is read, element data
 * stepped over; `graph` may come before `ir_version`.
 */
export function readOnnx(source: ByteSource, context: InspectionContext): void {
  if (endsInArchive(source)) {
    context.report(
      'onnx/polyglot',
      'the file ends as a ZIP archive: PyTorch and Python read that instead',
    );
  }
  new ModelReader(source, context).read();
}
