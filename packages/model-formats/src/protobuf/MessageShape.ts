import { I32, I64, LEN, VARINT } from './WireReader';

/** How a field stands on the wire: one bit per wire type that it may have. */
export type FieldType = number;

/** bool, enum, int32, int64, uint64 */
export const INT: FieldType = 1 << VARINT;
/** string, bytes */
export const TEXT: FieldType = 1 << LEN;
export const MESSAGE: FieldType = 1 << LEN;
export const FLOAT: FieldType = 1 << I32;
export const DOUBLE: FieldType = 1 << I64;

/** So many low bits of a kind are wire types; above them the bit of a singular field. */
export const WIRE_TYPES = 6;
/** Bits of a message's singular fields fit an int32. */
const HIGHEST_SINGULAR = 30;

/** The bit that no singular field has. */
export const REPEATED = 1 << 31;
/** Fields below 32. */
const SHORT_TAGS = 256;

interface FieldRule {
  field: number;
  kind: number;
  message?: () => MessageShape;
}

/** One message of a .proto file: what its fields may look like. */
export interface MessageShape {
  name: string;
  /** by field number: wire types, and above them the singular bit; 0 is unknown */
  kinds: Int32Array;
  /**
   * By tag, for those below 256: the bit of a singular field in the set of
   * those seen, `REPEATED` for others; 0 for a tag that the message has not
   */
  shortTags: Int32Array;
  messages: readonly ((() => MessageShape) | undefined)[];
}

/** Field that may come once; twice, and parsers disagree which one counts. */
export function single(
  field: number,
  type: FieldType,
  message?: () => MessageShape,
): FieldRule {
  return { field, kind: type | (singularBit(field) << WIRE_TYPES), message };
}

/** Members of a oneof: only one of them may come, once. */
export function oneOf(...rules: FieldRule[]): FieldRule[] {
  const bit = rules[0].kind >> WIRE_TYPES;
  return rules.map(rule => ({
    ...rule,
    kind: (rule.kind & ((1 << WIRE_TYPES) - 1)) | (bit << WIRE_TYPES),
  }));
}

/** Numbers may stand alone or packed (encoding.md "Packed Repeated Fields"). */
export function repeated(
  field: number,
  type: FieldType,
  message?: () => MessageShape,
): FieldRule {
  return { field, kind: type | (1 << LEN), message };
}

export function defineMessage(
  name: string,
  rules: readonly FieldRule[],
): MessageShape {
  const last = Math.max(0, ...rules.map(({ field }) => field));
  const kinds = new Int32Array(last + 1);
  const messages = new Array<(() => MessageShape) | undefined>(last + 1);
  for (const { field, kind, message } of rules) {
    kinds[field] = kind;
    messages[field] = message;
  }
  return { name, kinds, shortTags: shortTagsOf(kinds), messages };
}

function shortTagsOf(kinds: Int32Array): Int32Array {
  const shortTags = new Int32Array(SHORT_TAGS);
  for (let tag = 8; tag < SHORT_TAGS && tag >>> 3 < kinds.length; tag++) {
    const kind = kinds[tag >>> 3];
    if (kind & (1 << (tag & 7))) {
      const bit = kind >> WIRE_TYPES;
      shortTags[tag] = bit === 0 ? REPEATED : 1 << bit;
    }
  }
  return shortTags;
}

/** 0 where the field is too far up to be watched. */
function singularBit(field: number): number {
  return field <= HIGHEST_SINGULAR ? field : 0;
}
