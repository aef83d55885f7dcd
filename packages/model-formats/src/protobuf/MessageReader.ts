import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { NameTable } from './NameTable';
import { MessageShape, REPEATED, WIRE_TYPES } from './MessageShape';
import { LEN, VARINT, WireReader } from './WireReader';

/** Longest length that is a varint of one byte. */
const MOST_IN_A_BYTE = 127;

/** What a reader is told of fields that parsers read differently. */
export interface FieldObserver {
  /** outside the schema: all parsers step over it, so anything can hide there */
  unknownField(message: string, tag: number, offset: number): void;
  /** singular, and here again: the specification merges, some libraries keep one */
  duplicateField(message: string, field: number, offset: number): void;
}

/**
 * Pulls the fields of nested messages, one loop for all of them:
 *
 *     wire.open(NODE);
 *     for (let field = wire.next(); field !== 0; field = wire.next()) {
 *       switch (field) {
 *         case Node.opType: type = wire.text(); break;
 *         case Node.attribute: this.attribute(); break; // opens ATTRIBUTE
 *         default: wire.skipValue();
 *       }
 *     }
 *
 * `next` closes the message at its end. Every field must be taken or skipped.
 */
export class MessageReader extends WireReader {
  /** where the field that `next` gave begins */
  fieldAt = 0;
  private field = 0;
  private wireType = 0;
  private shape!: MessageShape;
  private messageEnd = 0;
  private seen = 0;
  private depth = 0;
  private readonly nameBytes: number;
  private readonly shortName: number;
  private readonly messageDepth: number;
  /** the messages around the present one */
  private readonly shapes: MessageShape[] = [];
  private readonly ends: number[] = [];
  private readonly seenFields: number[] = [];

  constructor(
    source: ByteSource,
    private readonly context: InspectionContext,
    private readonly observer?: FieldObserver,
  ) {
    super(source);
    this.nameBytes = context.limits.nameBytes;
    this.messageDepth = context.limits.messageDepth;
    this.shortName = Math.min(this.nameBytes, MOST_IN_A_BYTE);
  }

  /** The whole file is one message. */
  openFile(shape: MessageShape): void {
    this.push(shape, this.size);
  }

  /** The value of the present field is a message. */
  open(shape: MessageShape): void {
    this.push(shape, this.end(this.messageEnd));
  }

  /** Opens the present message and takes its fields, each by its number. */
  eachField(shape: MessageShape, take: (field: number) => void): void {
    this.open(shape);
    this.fields(take);
  }

  /** Takes what is left of the open message. */
  fields(take: (field: number) => void): void {
    for (let field = this.next(); field !== 0; field = this.next()) {
      take(field);
    }
  }

  /** Number of the next field that the schema knows, 0 at the message's end. */
  next(): number {
    const start = this.windowStart + this.at;
    if (start === this.messageEnd) {
      this.pop();
      return 0;
    }
    if (start < this.messageEnd && this.at < this.filled) {
      // Most tags have one byte. With 1 as the second of two, the first is the tag's number.
      const tag = this.window[this.at];
      const next = this.at + (tag < 0x80 ? 1 : 2);
      const known =
        tag < 0x80 || (next <= this.filled && this.window[next - 1] === 1)
          ? this.shape.shortTags[tag]
          : 0;
      if (known !== 0 && (known & this.seen) === 0) {
        this.at = next;
        this.seen |= known & ~REPEATED;
        this.fieldAt = start;
        this.field = tag >> 3;
        this.wireType = tag & 7;
        return tag >> 3;
      }
    }
    return this.nextOfAny();
  }

  private nextOfAny(): number {
    const { kinds } = this.shape;
    for (;;) {
      const start = this.windowStart + this.at;
      if (start >= this.messageEnd) {
        this.assertBefore(this.messageEnd);
        this.pop();
        return 0;
      }
      this.fieldAt = start;
      const tag = this.tag();
      const field = tag >>> 3;
      const kind = field < kinds.length ? kinds[field] : 0;
      if (kind & (1 << (tag & 7))) {
        const bit = kind >> WIRE_TYPES;
        if (bit !== 0) {
          this.mark(1 << bit, field);
        }
        this.field = field;
        this.wireType = tag & 7;
        return field;
      }
      this.observer?.unknownField(this.shape.name, tag, start);
      this.skipBefore(tag, this.messageEnd);
    }
  }

  /** The present value is several numbers in one field. */
  get packed(): boolean {
    return this.wireType === LEN;
  }

  /** Steps over the present value; messages in it are looked through. */
  skipValue(): void {
    const message = this.shape.messages[this.field];
    if (message) {
      this.open(message());
      while (this.next() !== 0) {
        this.skipValue();
      }
    } else if (!this.skipShort()) {
      this.skipBefore(this.wireType, this.messageEnd);
    }
  }

  /** Steps over a value that stands in the window and has a number or length of one byte. */
  private skipShort(): boolean {
    const { at, filled, wireType } = this;
    const first = at < filled ? this.window[at] : 0x80;
    if (first >= 0x80 || (wireType !== LEN && wireType !== VARINT)) {
      return false;
    }
    const end = at + 1 + (wireType === LEN ? first : 0);
    const isShort = end <= filled && this.windowStart + end <= this.messageEnd;
    if (isShort) {
      this.at = end;
    }
    return isShort;
  }

  /** Moves behind the length of the present value and gives its end. */
  valueEnd(): number {
    return this.end(this.messageEnd);
  }

  /** At most `nameBytes` of UTF-8. */
  text(): string {
    return this.textBefore(this.messageEnd, this.context.limits.nameBytes);
  }

  /** Id of the present text in `table`, -1 for the empty one; no string is made. */
  intern(table: NameTable): number {
    const start = this.at + 1;
    // Most texts have a length of one byte and are in the window.
    if (start + MOST_IN_A_BYTE < this.filled) {
      const length = this.window[this.at];
      const end = start + length;
      if (
        length <= this.shortName &&
        length !== 0 &&
        this.windowStart + end <= this.messageEnd
      ) {
        this.at = end;
        return table.id(this.view, start, end, this.windowStart + start);
      }
    }
    const length = this.end(this.messageEnd) - this.windowStart - this.at;
    if (length === 0) {
      return -1;
    }
    if (length > this.nameBytes) {
      this.context.assertLimit('nameBytes', length, this.fieldAt);
    }
    this.ensure(length);
    const { at } = this;
    this.at = at + length;
    return table.id(this.view, at, at + length, this.windowStart + at);
  }

  /** A longer text is cut at a character. */
  textStart(maximum: number): string {
    return this.textStartBefore(this.messageEnd, maximum);
  }

  /** Adds the present int64 values, packed or not; at most `rank` of them. */
  dimensions(into: (number | bigint)[]): void {
    const end = this.packed ? this.valueEnd() : 0;
    do {
      if (this.packed && this.position >= end) {
        break;
      }
      into.push(this.int64());
      this.context.assertLimit('rank', into.length, this.fieldAt);
    } while (this.packed);
    if (this.packed) {
      this.assertBefore(end);
    }
  }

  private mark(bit: number, field: number): void {
    if (this.seen & bit) {
      this.observer?.duplicateField(this.shape.name, field, this.fieldAt);
    }
    this.seen |= bit;
  }

  private push(shape: MessageShape, end: number): void {
    const { depth } = this;
    if (depth >= this.messageDepth) {
      this.context.assertLimit('messageDepth', depth + 1, this.position);
    }
    this.shapes[depth] = this.shape;
    this.ends[depth] = this.messageEnd;
    this.seenFields[depth] = this.seen;
    this.depth = depth + 1;
    this.shape = shape;
    this.messageEnd = end;
    this.seen = 0;
  }

  private pop(): void {
    const depth = this.depth - 1;
    this.depth = depth;
    this.shape = this.shapes[depth];
    this.messageEnd = this.ends[depth];
    this.seen = this.seenFields[depth];
  }
}
