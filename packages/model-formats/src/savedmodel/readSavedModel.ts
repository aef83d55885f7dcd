import { OperatorCount } from '../inspection/Inspection';
import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { gradeOperator } from './gradeOperator';
import {
  ATTR_ENTRY,
  ATTR_VALUE,
  FUNCTION_DEF,
  GRAPH_DEF,
  LIBRARY,
  META_GRAPH,
  META_INFO,
  NODE_DEF,
  OBJECT_GRAPH,
  OP_DEF,
  SAVED_MODEL,
  SAVED_OBJECT,
  USER_OBJECT,
} from './schema';

/** Keras writes the class of a layer into its metadata, as JSON. */
const LAMBDA = /"class_name"\s*:\s*"Lambda"/;
const MAX_METADATA_BYTES = 64 * 1024;

class SavedModel {
  private readonly wire: MessageReader;
  private readonly counts = new Map<string, number>();

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.wire = new MessageReader(source, context);
  }

  read(): void {
    const { wire, context } = this;
    wire.openFile(SAVED_MODEL);
    try {
      this.wire.fields((field: number) => {
        if (field === 1) {
          context.facts.formatVersion = String(wire.uint());
        } else {
          this.wire.eachField(META_GRAPH, part => this.metaGraph(part));
        }
      });
    } finally {
      context.facts.operators = this.operators();
    }
  }

  private metaGraph(field: number): void {
    if (field === 1) {
      this.wire.eachField(META_INFO, part => this.metaInfo(part));
    } else if (field === 2) {
      this.wire.eachField(GRAPH_DEF, part =>
        part === 1
          ? this.node()
          : this.wire.eachField(LIBRARY, () => this.functionDef()),
      );
    } else {
      this.wire.eachField(OBJECT_GRAPH, () =>
        this.wire.eachField(SAVED_OBJECT, () =>
          this.wire.eachField(USER_OBJECT, part => this.userObject(part)),
        ),
      );
    }
  }

  private metaInfo(field: number): void {
    const text = this.wire.text();
    if (field === 5) {
      this.context.facts.producer = { name: 'tensorflow', version: text };
    } else {
      this.context.addMetadata(`tag.${text}`, text);
    }
  }

  private functionDef(): void {
    const { context, wire } = this;
    let name = '';
    this.wire.eachField(FUNCTION_DEF, field => {
      if (field === 3) {
        this.node();
      } else {
        this.wire.eachField(OP_DEF, () => {
          name = wire.text();
        });
      }
    });
    const functions = (context.facts.functions ??= []);
    functions.push({ domain: '', name });
    context.assertLimit('functions', functions.length, wire.position);
  }

  private node(): void {
    const { wire, context } = this;
    const offset = wire.fieldAt;
    let name = '';
    let operator = '';
    let outputStream = '';
    this.wire.eachField(NODE_DEF, field => {
      if (field === 1) {
        name = wire.text();
      } else if (field === 2) {
        operator = wire.text();
      } else {
        outputStream = this.outputStream() ?? outputStream;
      }
    });
    this.counts.set(operator, (this.counts.get(operator) ?? 0) + 1);
    context.assertLimit('operatorTypes', this.counts.size, offset);
    const rule = gradeOperator(operator, outputStream);
    if (rule) {
      context.report(
        rule,
        `node “${name}” is the operator ${operator}`,
        { offset },
        { operator },
      );
    }
  }

  private outputStream(): string | undefined {
    const { wire } = this;
    let key = '';
    let text: string | undefined;
    this.wire.eachField(ATTR_ENTRY, field => {
      if (field === 1) {
        key = wire.text();
      } else if (key === 'output_stream') {
        this.wire.eachField(ATTR_VALUE, () => {
          text = wire.textStart(MAX_METADATA_BYTES);
        });
      } else {
        wire.skipValue();
      }
    });
    return text;
  }

  private userObject(field: number): void {
    const { wire, context } = this;
    const offset = wire.fieldAt;
    const text = wire.textStart(MAX_METADATA_BYTES);
    if (field === 3 && LAMBDA.test(text)) {
      context.report(
        'savedmodel/keras-lambda',
        'a Keras layer is a Lambda, whose Python is stored in the model',
        { offset },
      );
    }
  }

  private operators(): OperatorCount[] {
    return [...this.counts]
      .map(([type, count]) => ({ domain: '', type, count }))
      .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  }
}

/**
 * The operators are judged, but the verdict stays `unsupported`: variables and
 * assets are in other files, and the meaning of operators that libraries add
 * is not known here.
 */
export function readSavedModel(
  source: ByteSource,
  context: InspectionContext,
): void {
  context.unsupported();
  new SavedModel(source, context).read();
}
