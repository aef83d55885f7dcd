import { MessageReader } from '../protobuf/MessageReader';
import { InspectionContext } from '../reader/InspectionContext';
import { describeNumbers, describeText } from './describeAttribute';
import { Identifiers } from './Identifiers';
import { Attribute, ATTRIBUTE } from './schema';
import { SparseTensorReader } from './SparseTensorReader';
import { OnnxTensor, TensorReader } from './TensorReader';

/** AttributeProto.AttributeType by the field that holds such a value. */
const TYPE_OF_FIELD: Record<number, number | undefined> = {
  [Attribute.f]: 1,
  [Attribute.i]: 2,
  [Attribute.s]: 3,
  [Attribute.t]: 4,
  [Attribute.g]: 5,
  [Attribute.floats]: 6,
  [Attribute.ints]: 7,
  [Attribute.strings]: 8,
  [Attribute.tensors]: 9,
  [Attribute.graphs]: 10,
  [Attribute.sparseTensor]: 11,
  [Attribute.sparseTensors]: 12,
  [Attribute.tp]: 13,
  [Attribute.typeProtos]: 14,
};
/** TYPE_PROTOS */
const LAST_TYPE = 14;
/** Types whose value may be left out: zero, the empty text, the empty list. */
const MAY_BE_ABSENT =
  (1 << 1) |
  (1 << 2) |
  (1 << 3) |
  (1 << 6) |
  (1 << 7) |
  (1 << 8) |
  (1 << 9) |
  (1 << 10) |
  (1 << 12) |
  (1 << 14);

/** Where attributes stand. */
export interface AttributePlace {
  /** a reference to an attribute of the function is in order */
  inFunction: boolean;
  /** reads GraphProto, the present value; `attribute` is an identifier or -1 */
  innerGraph(attribute: number): void;
}

/** Reads AttributeProto by the rules of onnx/checker.cc check_attribute. */
export class AttributeReader {
  /** short text of the last value, where structure is wanted */
  text = '';

  constructor(
    private readonly wire: MessageReader,
    private readonly context: InspectionContext,
    private readonly identifiers: Identifiers,
    private readonly tensors: TensorReader,
    private readonly sparseTensors: SparseTensorReader,
  ) {}

  /** Answers the name's identifier, -1 without one. */
  attribute(place: AttributePlace): number {
    const { wire, context } = this;
    const start = wire.fieldAt;
    const keep = context.structure;
    let name = -1;
    let type = 0;
    let used = 0;
    let refers = false;
    let text = '';
    wire.open(ATTRIBUTE);
    for (let field = wire.next(); field !== 0; field = wire.next()) {
      const valueType = TYPE_OF_FIELD[field];
      if (valueType !== undefined) {
        used |= 1 << valueType;
      }
      switch (field) {
        case Attribute.name:
          name = wire.intern(this.identifiers.table);
          break;
        case Attribute.type:
          type = wire.uint();
          break;
        case Attribute.refAttrName: {
          const reference = wire.text();
          refers = reference !== '';
          text = keep ? `@${reference}` : '';
          break;
        }
        case Attribute.t:
        case Attribute.tensors:
          text = this.describe(this.tensors.tensor(false));
          break;
        case Attribute.sparseTensor:
        case Attribute.sparseTensors:
          text = this.describe(this.sparseTensors.sparseTensor(false));
          break;
        case Attribute.g:
        case Attribute.graphs:
          place.innerGraph(name);
          break;
        case Attribute.f:
        case Attribute.floats:
        case Attribute.i:
        case Attribute.ints:
          text = keep ? describeNumbers(wire, field, text) : skip(wire);
          break;
        case Attribute.s:
        case Attribute.strings:
          text = keep ? describeText(wire, field, text) : skip(wire);
          break;
        default:
          wire.skipValue();
      }
    }
    const wrong = this.wrong(name, type, used, refers, place.inFunction);
    if (wrong) {
      context.report(
        'onnx/attribute',
        `attribute “${this.identifiers.textOf(name)}” ${wrong}`,
        { offset: start },
      );
    }
    this.text = text;
    return name;
  }

  private describe({ dtype, shape }: OnnxTensor): string {
    return this.context.structure ? `${dtype}[${shape.join(', ')}]` : '';
  }

  private wrong(
    name: number,
    type: number,
    used: number,
    refers: boolean,
    inFunction: boolean,
  ): string | undefined {
    if (name < 0) {
      return 'has no name';
    }
    if (used & (used - 1)) {
      return 'has values of two types';
    }
    if (refers) {
      if (!inFunction) {
        return 'refers to a function that it does not stand in';
      }
      return used === 0 ? undefined : 'has a value and refers to another';
    }
    if (type === 0) {
      // IR 1 had no type; readers took the field that was there.
      return this.context.facts.formatVersion === '1' && used !== 0
        ? undefined
        : 'does not say its type';
    }
    if (type > LAST_TYPE) {
      return `has a type ${type} that ONNX does not define`;
    }
    const fits = used === 0 ? (MAY_BE_ABSENT >> type) & 1 : used === 1 << type;
    return fits ? undefined : `has no value of its type ${type}`;
  }
}

function skip(wire: MessageReader): string {
  wire.skipValue();
  return '';
}
