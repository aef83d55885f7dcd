import { MessageReader } from '../protobuf/MessageReader';
import { NameTable } from '../protobuf/NameTable';
import { I32, LEN, VARINT } from '../protobuf/WireReader';
import { InspectionContext } from '../reader/InspectionContext';
import { TYPE_OF_FIELD } from './AttributeReader';
import { Identifiers } from './Identifiers';
import { BY_NODE, NameScopes } from './NameScopes';
import { Body, OperatorTable } from './OperatorTable';
import { Attribute, Graph, Node } from './schema';

/** What a PlainNodes reads with. */
export interface PlainNodeParts {
  wire: MessageReader;
  context: InspectionContext;
  names: NameTable;
  identifiers: Identifiers;
  scopes: NameScopes;
  operators: OperatorTable;
}

/** Attributes of one node, each compared with those before it; more are left to the general reader. */
const MOST_ATTRIBUTES = 16;
/** Bytes of a varint of 64 bits. */
const MOST_VARINT_BYTES = 10;
/** NodeProto and AttributeProto, each a level of messages. */
const LEVELS = 2;

const GRAPH_NODE = (Graph.node << 3) | LEN;
const INPUT = (Node.input << 3) | LEN;
const OUTPUT = (Node.output << 3) | LEN;
const NAME = (Node.name << 3) | LEN;
const OP_TYPE = (Node.opType << 3) | LEN;
const ATTRIBUTE = (Node.attribute << 3) | LEN;
const DOC_STRING = (Node.docString << 3) | LEN;
const DOMAIN = (Node.domain << 3) | LEN;
const ATTRIBUTE_NAME = (Attribute.name << 3) | LEN;
/** The first of two bytes; the second is 1. */
const ATTRIBUTE_TYPE = ((Attribute.type << 3) | VARINT) & 0xff;

/** Values that stand in the attribute itself: AttributeType by tag, 0 for everything else. */
const VALUE_TYPES = new Uint8Array(128);
/** of those, the ones that may come again */
const LISTS = new Uint8Array(128);
for (const [field, wireType, isList] of [
  [Attribute.f, I32, 0],
  [Attribute.i, VARINT, 0],
  [Attribute.s, LEN, 0],
  [Attribute.floats, I32, 1],
  [Attribute.floats, LEN, 1],
  [Attribute.ints, VARINT, 1],
  [Attribute.ints, LEN, 1],
  [Attribute.strings, LEN, 1],
]) {
  const tag = (field << 3) | wireType;
  VALUE_TYPES[tag] = TYPE_OF_FIELD[field]!;
  LISTS[tag] = isList;
}

/**
 * Reads nodes as exporters write them, which are most of a large graph, without
 * the steps of the general reader: a node that stands in the window, has only
 * the usual fields and attributes with numbers and texts, and nothing to report
 * about its form. Every other one is left alone.
 */
export class PlainNodes {
  private readonly nameBytes: number;
  /** identifiers of those of the present node */
  private readonly attributes = new Int32Array(MOST_ATTRIBUTES);
  private readonly outputs: number[] = [];

  /** `onRepeated` is told the identifier of an attribute that a node has twice, and where. */
  constructor(
    private readonly parts: PlainNodeParts,
    private readonly onRepeated: (attribute: number, offset: number) => void,
  ) {
    this.nameBytes = parts.context.limits.nameBytes;
  }

  /**
   * The present field of GraphProto is a node: reads it and those that follow,
   * up to the first one that is not plain. False when that is this one; then
   * nothing was read.
   */
  read(body: Body): boolean {
    const { wire } = this.parts;
    if (!wire.canOpen(LEVELS)) {
      return false;
    }
    const { window, index, limit } = wire;
    const base = wire.position - index;
    let nodeAt = wire.fieldAt - base;
    let at = index;
    let read = index;
    // Two bytes of length, then the node.
    while (at + 2 < limit) {
      const isShort = window[at] < 0x80;
      const from = at + (isShort ? 1 : 2);
      const to = from + (isShort ? window[at] : longLength(window, at));
      if (to > limit || !this.isPlain(from, to)) {
        break;
      }
      this.take(from, to, base, nodeAt, body);
      read = to;
      if (to === limit || window[to] !== GRAPH_NODE) {
        break;
      }
      nodeAt = to;
      at = to + 1;
    }
    wire.position = base + read;
    return read > index;
  }

  /** Whether the general reader would take the NodeProto `from…to` of the window without a word. */
  private isPlain(from: number, to: number): boolean {
    const { window } = this.parts.wire;
    let seen = 0;
    let values = 0;
    let attributes = 0;
    let typeBytes = 0;
    let at = from;
    while (at < to) {
      const tag = window[at];
      const isShort = window[at + 1] < 0x80;
      const length = isShort ? window[at + 1] : longLength(window, at + 1);
      const value = at + (isShort ? 2 : 3);
      const end = value + length;
      // Written so that NaN fails: the window may end here.
      if (!(end <= to)) {
        return false;
      }
      switch (tag) {
        case INPUT:
        case OUTPUT:
          values += 1;
          break;
        case ATTRIBUTE:
          attributes += 1;
          if (
            attributes > MOST_ATTRIBUTES ||
            !this.isPlainAttribute(value, end)
          ) {
            return false;
          }
          break;
        case NAME:
        case OP_TYPE:
        case DOC_STRING:
        case DOMAIN:
          if (seen & (1 << (tag >> 3))) {
            return false;
          }
          seen |= 1 << (tag >> 3);
          typeBytes = tag === OP_TYPE ? length : typeBytes;
          break;
        default:
          return false;
      }
      if (length > this.nameBytes && tag !== ATTRIBUTE) {
        return false;
      }
      at = end;
    }
    return values > 0 && typeBytes > 0;
  }

  /** The name comes first, then one kind of value and its type, in any order. */
  private isPlainAttribute(from: number, to: number): boolean {
    const { window } = this.parts.wire;
    const nameBytes = window[from + 1];
    if (
      window[from] !== ATTRIBUTE_NAME ||
      nameBytes === 0 ||
      nameBytes >= 0x80 ||
      nameBytes > this.nameBytes
    ) {
      return false;
    }
    let type = 0;
    let valueType = 0;
    let valueTag = 0;
    let at = from + 2 + nameBytes;
    while (at < to) {
      const tag = window[at];
      if (tag === ATTRIBUTE_TYPE) {
        if (type !== 0 || window[at + 1] !== 1 || window[at + 2] >= 0x80) {
          return false;
        }
        type = window[at + 2];
        at += 3;
        continue;
      }
      const found = tag < 0x80 ? VALUE_TYPES[tag] : 0;
      const isFirst = valueTag === 0;
      if (found === 0 || !(isFirst || (tag === valueTag && LISTS[tag] === 1))) {
        return false;
      }
      valueType = found;
      valueTag = tag;
      at = valueEnd(window, at, tag & 7);
    }
    // Also where a value runs out of the attribute, or its end could not be told.
    return at === to && valueType !== 0 && valueType === type;
  }

  /** What the general reader does with a node, in the same order. */
  private take(
    from: number,
    to: number,
    base: number,
    nodeAt: number,
    body: Body,
  ): void {
    const { wire, names, identifiers, scopes, operators } = this.parts;
    const { window, view } = wire;
    const { outputs } = this;
    const { table } = identifiers;
    const start = base + nodeAt;
    let type = -1;
    let domain = -1;
    let attributes = 0;
    let at = from;
    while (at < to) {
      const tag = window[at];
      const isShort = window[at + 1] < 0x80;
      const value = at + (isShort ? 2 : 3);
      const end =
        value + (isShort ? window[at + 1] : longLength(window, at + 1));
      switch (tag) {
        case INPUT:
          if (end > value) {
            scopes.use(names.id(view, value, end, base + value), start);
          }
          break;
        case OUTPUT:
          if (end > value) {
            outputs.push(names.id(view, value, end, base + value));
          }
          break;
        case OP_TYPE:
          type = table.id(view, value, end, base + value);
          break;
        case DOMAIN:
          domain =
            end > value
              ? identifiers.canonicalDomain(
                  table.id(view, value, end, base + value),
                )
              : -1;
          break;
        case ATTRIBUTE: {
          const name = value + 2;
          const nameEnd = name + window[value + 1];
          const id = table.id(view, name, nameEnd, base + name);
          this.attribute(id, attributes, base + at);
          attributes += 1;
          break;
        }
        default:
      }
      at = end;
    }
    operators.count(body, domain, type, -1, start);
    while (outputs.length > 0) {
      scopes.define(outputs.pop()!, BY_NODE, start);
    }
  }

  /** Keeps the `count`-th attribute of a node. */
  private attribute(id: number, count: number, offset: number): void {
    const { attributes } = this;
    for (let i = 0; i < count; i++) {
      if (attributes[i] === id) {
        this.onRepeated(id, offset);
        break;
      }
    }
    attributes[count] = id;
  }
}

/** A length that is a varint of two bytes; more than any window for a longer one. */
function longLength(window: Uint8Array, at: number): number {
  return window[at + 1] < 0x80
    ? (window[at] & 0x7f) | (window[at + 1] << 7)
    : Infinity;
}

/** Index behind the value whose tag of one byte is at `at`; beyond any window where it is not told here. */
function valueEnd(window: Uint8Array, at: number, wireType: number): number {
  if (wireType === I32) {
    return at + 5;
  }
  if (wireType === LEN) {
    return window[at + 1] < 0x80 ? at + 2 + window[at + 1] : Infinity;
  }
  let end = at + 1;
  while (end - at < MOST_VARINT_BYTES && window[end] >= 0x80) {
    end += 1;
  }
  return window[end] < 0x80 ? end + 1 : Infinity;
}
