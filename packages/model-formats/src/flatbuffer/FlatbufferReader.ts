import * as flatbuffers from 'flatbuffers';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { decodeUtf8 } from '../source/utf8';

/** What a vtable says; equal ones that follow each other share it. */
export interface Layout {
  /** bytes of the vtable */
  readonly bytes: number;
  /** bytes of each table's inline fields */
  readonly tableBytes: number;
  /**
   * By field, in bytes from the start of the table; 0 when it is absent, and
   * so for all fields of a table that are behind the end of its vtable.
   */
  readonly offsets: readonly number[];
}

/** Which fields a table has and where, shared by many tables; bounds checked. */
export interface VTable {
  readonly position: number;
  readonly layout: Layout;
  /** whether a verifier counted its bytes as belonging to something */
  covered: boolean;
}

/** A table whose vtable and extent were checked. */
export interface FlatTable {
  readonly position: number;
  readonly vtable: VTable;
}

/** A vector whose extent was checked; `position` is its first element. */
export interface FlatVector {
  readonly position: number;
  readonly length: number;
}

// Constants of their own: bundlers make each use of an import a call.
const { FILE_IDENTIFIER_LENGTH, SIZEOF_INT, SIZEOF_SHORT } = flatbuffers;
const SIZEOF_LONG = 8;
/** In a vtable: its own size and that of the table come first. */
const FIRST_OFFSET = 2 * SIZEOF_SHORT;
/** No table that is read has more fields. */
const FIELDS_KNOWN = 16;
/** Most models have some dozen; a file with a vtable per table gains nothing. */
const VTABLES_KEPT = 4096;
/**
 * 4 KiB pages fetch least, for what is read lies strewn between weights; more
 * of them are met for the first time than again.
 */
const PAGES = { pageBytes: 4096, pages: 256 };
const FLOAT = new DataView(new ArrayBuffer(4));

/**
 * FlatBuffers access that checks every offset before it follows it, as
 * `flatbuffers::Verifier` does (flatbuffers "Internals"); the JavaScript
 * runtime checks none and reads zeros past the end.
 */
export class FlatbufferReader {
  readonly bytes: PagedBytes;
  private elements = 0;
  private readonly mostElements: number;
  private readonly mostNameBytes: number;
  private readonly vtables = new Map<number, VTable>();
  private last: VTable | undefined;

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.bytes = new PagedBytes(source, PAGES);
    this.mostElements = context.limits.flatbufferElements;
    this.mostNameBytes = context.limits.nameBytes;
  }

  root(): FlatTable {
    return this.tableFrom(0);
  }

  /** File identifier at bytes 4…7. */
  identifier(): string {
    return String.fromCharCode(
      ...this.bytes.read(SIZEOF_INT, FILE_IDENTIFIER_LENGTH),
    );
  }

  i8(table: FlatTable, field: number, absent = 0): number {
    const at = this.field(table, field, 1);
    return at === 0 ? absent : this.bytes.i8(at);
  }

  bool(table: FlatTable, field: number): boolean {
    return this.i8(table, field) !== 0;
  }

  i32(table: FlatTable, field: number, absent = 0): number {
    const at = this.field(table, field, SIZEOF_INT);
    return at === 0 ? absent : this.bytes.i32(at);
  }

  u32(table: FlatTable, field: number): number {
    return this.i32(table, field) >>> 0;
  }

  u64(table: FlatTable, field: number): number {
    const at = this.field(table, field, SIZEOF_LONG);
    return at === 0 ? 0 : this.bytes.u64(at);
  }

  table(table: FlatTable, field: number): FlatTable | undefined {
    const at = this.field(table, field, SIZEOF_INT);
    return at === 0 ? undefined : this.tableFrom(at);
  }

  /** `width` is bytes per element. */
  vector(
    table: FlatTable,
    field: number,
    width: number,
  ): FlatVector | undefined {
    const at = this.field(table, field, SIZEOF_INT);
    return at === 0 ? undefined : this.vectorFrom(at, width);
  }

  /** Vector of offsets to tables or strings. */
  tableVector(table: FlatTable, field: number): FlatVector | undefined {
    return this.vector(table, field, SIZEOF_INT);
  }

  tableAt(vector: FlatVector, index: number): FlatTable {
    return this.tableFrom(vector.position + index * SIZEOF_INT);
  }

  /** All numbers of a vector of 32-bit integers; `undefined` when absent. */
  i32s(table: FlatTable, field: number): number[] | undefined {
    const vector = this.vector(table, field, SIZEOF_INT);
    if (!vector) {
      return undefined;
    }
    return this.i32sOf(vector);
  }

  /** All numbers of a vector of 32-bit integers. */
  i32sOf({ position, length }: FlatVector): number[] {
    return this.i32sFrom(position - SIZEOF_INT, length);
  }

  /** The `length` numbers of the vector that starts at `start`. */
  i32sFrom(start: number, length: number): number[] {
    const { bytes } = this;
    const position = start + SIZEOF_INT;
    this.spend(length, position);
    const values = new Array<number>(length);
    for (let i = 0; i < length; i++) {
      values[i] = bytes.i32(position + i * SIZEOF_INT);
    }
    return values;
  }

  f32(at: number): number {
    FLOAT.setInt32(0, this.bytes.i32(at));
    return FLOAT.getFloat32(0);
  }

  string(table: FlatTable, field: number): string | undefined {
    const at = this.field(table, field, SIZEOF_INT);
    return at === 0 ? undefined : this.stringFrom(at);
  }

  /** Spends what `string` does, for a text that is not needed or only later. */
  spendString(at: number): void {
    const start = this.follow(at);
    this.spend(this.lengthAt(start, 1), start + SIZEOF_INT);
  }

  /** `string` of a verified table, which was spent before. */
  spentString(table: FlatTable, field: number): string | undefined {
    const vector = this.vector(table, field, 1);
    return (
      vector &&
      decodeUtf8(
        this.characters(vector.position, vector.length),
        vector.position,
      )
    );
  }

  /** Text at the end of the offset at `at`: UTF-8 with a NUL behind it. */
  stringFrom(at: number): string {
    const { position, length } = this.vectorFrom(at, 1);
    this.context.assertLimit('nameBytes', length, position);
    this.spend(length, position);
    return decodeUtf8(this.characters(position, length), position);
  }

  /**
   * Checks the text of `length` bytes from `position` without making it:
   * UTF-8 with a NUL behind it.
   */
  checkText(position: number, length: number): void {
    if (length > this.mostNameBytes) {
      this.context.assertLimit('nameBytes', length, position);
    }
    this.spend(length, position);
    if (this.bytes.isAsciiText(position, length)) {
      return;
    }
    const characters = this.characters(position, length);
    if (characters.some(byte => byte >= 0x80)) {
      decodeUtf8(characters, position);
    }
  }

  private characters(position: number, length: number): Uint8Array {
    const content = this.bytes.read(position, length + 1);
    if (content[length] !== 0) {
      throw withoutNul(position);
    }
    return content.subarray(0, length);
  }

  /** The vector at the end of the offset at `at`. */
  vectorFrom(at: number, width: number): FlatVector {
    const start = this.follow(at);
    const length = this.lengthAt(start, width);
    return { position: start + SIZEOF_INT, length };
  }

  /** Length of the vector that starts at `start`, all of it inside the file. */
  lengthAt(start: number, width: number): number {
    const length = this.bytes.u32(start);
    const position = start + SIZEOF_INT;
    if (position + length * width > this.bytes.size) {
      throw new FormatError(
        'TRUNCATED',
        `a vector of ${length} elements runs past the end`,
        { offset: start },
      );
    }
    // Elements are aligned to their own size; the length to four bytes.
    if (length > 0 && position % Math.min(width, SIZEOF_LONG) !== 0) {
      throw malformed('a vector is not aligned', start);
    }
    return length;
  }

  /** The table at the end of the offset at `at`. */
  tableFrom(at: number): FlatTable {
    const position = this.follow(at);
    const start = position - this.bytes.i32(position);
    let vtable = this.last;
    if (vtable === undefined || vtable.position !== start) {
      vtable = this.vtables.get(start) ?? this.readVTable(start, position);
      this.last = vtable;
    }
    if (position + vtable.layout.tableBytes > this.bytes.size) {
      throw malformed('a table runs past the end', position);
    }
    return { position, vtable };
  }

  /** Position of a field of `width` bytes, 0 when it is absent. */
  field({ position, vtable }: FlatTable, field: number, width: number): number {
    const { offsets, tableBytes } = vtable.layout;
    if (field >= offsets.length || offsets[field] === 0) {
      return 0;
    }
    const offset = offsets[field];
    const at = position + offset;
    if (offset < SIZEOF_INT || offset + width > tableBytes) {
      throw malformed(`field ${field} is outside its table`, position);
    }
    if (at % width !== 0) {
      throw malformed(`field ${field} is not aligned`, position);
    }
    return at;
  }

  /** Shared vectors and strings are walked once per use. */
  spend(elements: number, offset: number): void {
    this.elements += elements;
    // By name the limit is looked up, which is too much for each of many texts.
    if (this.elements > this.mostElements) {
      this.context.assertLimit('flatbufferElements', this.elements, offset);
    }
  }

  private readVTable(start: number, table: number): VTable {
    const { bytes: source } = this;
    if (
      start < 0 ||
      start % SIZEOF_SHORT !== 0 ||
      start + 2 * SIZEOF_SHORT > source.size
    ) {
      throw malformed('a vtable is outside the file', table);
    }
    const bytes = source.u16(start);
    const tableBytes = source.u16(start + SIZEOF_SHORT);
    if (
      bytes < 2 * SIZEOF_SHORT ||
      bytes % SIZEOF_SHORT !== 0 ||
      start + bytes > source.size ||
      tableBytes < SIZEOF_INT
    ) {
      throw malformed('a table or its vtable has a wrong size', table);
    }
    const known = this.last?.layout;
    const layout =
      known !== undefined &&
      known.bytes === bytes &&
      known.tableBytes === tableBytes &&
      this.hasOffsets(start, bytes, known.offsets)
        ? known
        : { bytes, tableBytes, offsets: this.readOffsets(start, bytes) };
    if (this.vtables.size >= VTABLES_KEPT) {
      this.vtables.clear();
    }
    const vtable = { position: start, layout, covered: false };
    this.vtables.set(start, vtable);
    return vtable;
  }

  private hasOffsets(
    start: number,
    bytes: number,
    offsets: readonly number[],
  ): boolean {
    for (let at = FIRST_OFFSET, i = 0; at < bytes; at += SIZEOF_SHORT, i++) {
      if (this.bytes.u16(start + at) !== offsets[i]) {
        return false;
      }
    }
    return true;
  }

  private readOffsets(start: number, bytes: number): number[] {
    const offsets: number[] = [];
    for (let at = FIRST_OFFSET; at < bytes; at += SIZEOF_SHORT) {
      offsets.push(this.bytes.u16(start + at));
    }
    while (offsets.length < FIELDS_KNOWN) {
      offsets.push(0);
    }
    return offsets;
  }

  /** Target of the unsigned, forward offset at `at`. */
  follow(at: number): number {
    const { bytes } = this;
    const offset = bytes.u32(at);
    const target = at + offset;
    if (offset < SIZEOF_INT || target + SIZEOF_INT > bytes.size) {
      throw new FormatError(
        target + SIZEOF_INT > bytes.size ? 'TRUNCATED' : 'MALFORMED',
        `an offset of ${offset} leads out of the file`,
        { offset: at },
      );
    }
    if (target % SIZEOF_INT !== 0) {
      throw malformed('an offset leads to an unaligned place', at);
    }
    return target;
  }
}

function withoutNul(position: number): FormatError {
  return malformed('a string does not end with NUL', position);
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
