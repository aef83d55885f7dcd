import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { InspectionContext } from '../reader/InspectionContext';
import { AttributeReader } from './AttributeReader';
import { FunctionTable } from './FunctionTable';
import { GraphReader } from './GraphReader';
import { Identifiers } from './Identifiers';
import { MetadataKeys } from './MetadataKeys';
import { BY_INPUT, NameScopes } from './NameScopes';
import { NodeList } from './NodeList';
import { operatorKey, OperatorTable } from './OperatorTable';
import { readOpset } from './readOpset';
import { Repeats } from './Repeats';
import { Func, FUNCTION } from './schema';

/** Reads FunctionProto: nodes that see nothing but their own inputs. */
export class FunctionReader {
  private readonly attributeNames = new Repeats();
  private readonly outputNames = new Repeats();

  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly names: NameTable,
    private readonly identifiers: Identifiers,
    private readonly scopes: NameScopes,
    private readonly operators: OperatorTable,
    private readonly nodes: NodeList | undefined,
    private readonly metadata: MetadataKeys,
    private readonly attributes: AttributeReader,
    private readonly graphs: GraphReader,
    private readonly functions: FunctionTable,
  ) {}

  read(): void {
    const { wire, context, names, identifiers, scopes } = this;
    const start = wire.fieldAt;
    const body = this.operators.newBody();
    const opsets = new Map<string, number>();
    const firstNode = this.nodes?.length ?? 0;
    const outputs: number[] = [];
    let name = -1;
    let domain = -1;
    let domainGiven = false;
    let overload = -1;
    scopes.openApart();
    this.attributeNames.open();
    this.outputNames.open();
    this.metadata.open();
    wire.open(FUNCTION);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      switch (field) {
        case Func.name:
          name = wire.intern(identifiers.table);
          break;
        case Func.domain:
          domainGiven = true;
          domain = identifiers.canonicalDomain(wire.intern(identifiers.table));
          break;
        case Func.overload:
          overload = wire.intern(identifiers.table);
          break;
        case Func.input: {
          const input = wire.intern(names);
          if (input >= 0) {
            scopes.define(input, BY_INPUT, wire.fieldAt);
          }
          break;
        }
        case Func.output: {
          const output = wire.intern(names);
          if (output >= 0) {
            this.once(this.outputNames, output, names, 'output');
            outputs.push(output);
            context.assertLimit('values', outputs.length, start);
          }
          break;
        }
        case Func.attribute:
          this.once(
            this.attributeNames,
            wire.intern(identifiers.table),
            identifiers.table,
            'attribute',
          );
          break;
        case Func.attributeProto:
          this.once(
            this.attributeNames,
            this.attributes.attribute(this.graphs),
            identifiers.table,
            'attribute',
          );
          break;
        case Func.node:
          this.graphs.functionNode(body);
          break;
        case Func.opsetImport:
          readOpset(wire, context, opsets);
          break;
        case Func.metadataProps:
          this.metadata.entry('function');
          break;
        default:
          wire.skipValue();
      }
    }
    this.metadata.close();
    this.outputNames.close();
    this.attributeNames.close();
    outputs.forEach(output => scopes.use(output, start));
    scopes.close();

    const facts = {
      domain: identifiers.textOf(domain),
      name: identifiers.textOf(name),
    };
    this.nodes?.putInto(`${facts.domain}::${facts.name}`, firstNode);
    if (name < 0 || !domainGiven) {
      context.report(
        'onnx/unnamed-function',
        `function “${facts.name}” lacks a ${name < 0 ? 'name' : 'domain'}`,
        { offset: start },
      );
    }
    const list = (context.facts.functions ??= []);
    list.push(facts);
    context.assertLimit('functions', list.length, start);
    this.functions.add({
      key: operatorKey(domain, name, overload),
      ...facts,
      body,
      opsets,
      offset: start,
    });
  }

  private once(
    repeats: Repeats,
    id: number,
    table: NameTable,
    what: string,
  ): void {
    if (id >= 0 && repeats.repeats(id)) {
      this.context.report(
        'onnx/duplicate-name',
        `a function has two ${what}s “${table.text(id)}”`,
        { offset: this.wire.fieldAt },
      );
    }
  }
}
