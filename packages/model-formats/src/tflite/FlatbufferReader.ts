import { FILE_IDENTIFIER_LENGTH, SIZEOF_INT, SIZEOF_SHORT } from 'flatbuffers';
import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { ByteSource } from '../source/ByteSource';
import { PagedBytes } from '../source/PagedBytes';
import { decodeUtf8 } from '../source/utf8';

/** A table whose vtable and extent were checked. */
export interface FlatTable {
  readonly position: number;
  readonly vtable: number;
  /** bytes of the vtable */
  readonly vtableBytes: number;
  /** bytes of the table's inline fields */
  readonly bytes: number;
}

/** A vector whose extent was checked; `position` is its first element. */
export interface FlatVector {
  readonly position: number;
  readonly length: number;
}

const SIZEOF_LONG = 8;

/**
 * FlatBuffers access that checks every offset before it follows it, as
 * `flatbuffers::Verifier` does (flatbuffers "Internals"); the JavaScript
 * runtime checks none and reads zeros past the end.
 */
export class FlatbufferReader {
  readonly bytes: PagedBytes;
  /** First byte after everything that was followed so far. */
  extent = 0;
  private tables = 0;
  private elements = 0;

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.bytes = new PagedBytes(source);
  }

  root(): FlatTable {
    this.extent = SIZEOF_INT + FILE_IDENTIFIER_LENGTH;
    return this.indirect(0);
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
    return at === 0 ? undefined : this.indirect(at);
  }

  /** `width` is bytes per element. */
  vector(
    table: FlatTable,
    field: number,
    width: number,
  ): FlatVector | undefined {
    const at = this.field(table, field, SIZEOF_INT);
    return at === 0 ? undefined : this.vectorAt(at, width);
  }

  /** Vector of offsets to tables. */
  tableVector(table: FlatTable, field: number): FlatVector | undefined {
    return this.vector(table, field, SIZEOF_INT);
  }

  tableAt(vector: FlatVector, index: number): FlatTable {
    return this.indirect(vector.position + index * SIZEOF_INT);
  }

  i32At(vector: FlatVector, index: number): number {
    return this.bytes.i32(vector.position + index * SIZEOF_INT);
  }

  string(table: FlatTable, field: number): string | undefined {
    const vector = this.vector(table, field, 1);
    if (!vector) {
      return undefined;
    }
    const { position, length } = vector;
    this.context.assertLimit('nameBytes', length, position);
    this.spend(length, position);
    const content = this.bytes.read(position, length + 1);
    if (content[length] !== 0) {
      throw malformed('a string does not end with NUL', position);
    }
    this.reach(position + length + 1);
    return decodeUtf8(content.subarray(0, length), position);
  }

  private vectorAt(at: number, width: number): FlatVector {
    const start = this.follow(at);
    const length = this.bytes.u32(start);
    const position = start + SIZEOF_INT;
    if (position + length * width > this.bytes.size) {
      throw new FormatError(
        'TRUNCATED',
        `a vector of ${length} elements runs past the end`,
        { offset: start },
      );
    }
    if (width >= SIZEOF_INT) {
      this.spend(length, start);
    }
    // Elements are aligned to their own size; the length to four bytes.
    if (length > 0 && position % Math.min(width, SIZEOF_LONG) !== 0) {
      throw malformed('a vector is not aligned', start);
    }
    this.reach(position + length * width);
    return { position, length };
  }

  /** Position of a field, 0 when it is absent. */
  private field(table: FlatTable, field: number, width: number): number {
    const slot = 2 * SIZEOF_SHORT + field * SIZEOF_SHORT;
    if (slot + SIZEOF_SHORT > table.vtableBytes) {
      return 0;
    }
    const offset = this.bytes.u16(table.vtable + slot);
    if (offset === 0) {
      return 0;
    }
    if (offset < SIZEOF_INT || offset + width > table.bytes) {
      throw malformed(`field ${field} is outside its table`, table.position);
    }
    return table.position + offset;
  }

  private indirect(at: number): FlatTable {
    const position = this.follow(at);
    this.tables += 1;
    this.context.assertLimit('flatbufferTables', this.tables, position);
    const vtable = position - this.bytes.i32(position);
    if (vtable < 0 || vtable % SIZEOF_SHORT !== 0) {
      throw malformed('a vtable is outside the file', position);
    }
    const vtableBytes = this.bytes.u16(vtable);
    const bytes = this.bytes.u16(vtable + SIZEOF_SHORT);
    if (
      vtableBytes < 2 * SIZEOF_SHORT ||
      vtableBytes % SIZEOF_SHORT !== 0 ||
      vtable + vtableBytes > this.bytes.size ||
      bytes < SIZEOF_INT ||
      position + bytes > this.bytes.size
    ) {
      throw malformed('a table or its vtable has a wrong size', position);
    }
    this.reach(Math.max(vtable + vtableBytes, position + bytes));
    return { position, vtable, vtableBytes, bytes };
  }

  /** Target of the unsigned, forward offset at `at`. */
  private follow(at: number): number {
    const offset = this.bytes.u32(at);
    const target = at + offset;
    if (offset < SIZEOF_INT || target + SIZEOF_INT > this.bytes.size) {
      throw new FormatError(
        target + SIZEOF_INT > this.bytes.size ? 'TRUNCATED' : 'MALFORMED',
        `an offset of ${offset} leads out of the file`,
        { offset: at },
      );
    }
    if (target % SIZEOF_INT !== 0) {
      throw malformed('an offset leads to an unaligned place', at);
    }
    return target;
  }

  /** Shared vectors are walked once per use. */
  private spend(elements: number, offset: number): void {
    this.elements += elements;
    this.context.assertLimit('flatbufferElements', this.elements, offset);
  }

  private reach(end: number): void {
    if (end > this.extent) {
      this.extent = end;
    }
  }
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
