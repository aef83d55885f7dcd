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
/** 4 KiB pages fetch least: what is read lies strewn between weights. */
const PAGES = { pageBytes: 4096, pages: 2048 };
const FLOAT = new DataView(new ArrayBuffer(4));

/**
 * FlatBuffers access that checks every offset before it follows it, as
 * `flatbuffers::Verifier` does (flatbuffers "Internals"); the JavaScript
 * runtime checks none and reads zeros past the end.
 */
export class FlatbufferReader {
  readonly bytes: PagedBytes;
  private elements = 0;

  constructor(source: ByteSource, private readonly context: InspectionContext) {
    this.bytes = new PagedBytes(source, PAGES);
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

  i32At(vector: FlatVector, index: number): number {
    return this.bytes.i32(vector.position + index * SIZEOF_INT);
  }

  /** All numbers of a vector of 32-bit integers; `undefined` when absent. */
  i32s(table: FlatTable, field: number): number[] | undefined {
    const vector = this.vector(table, field, SIZEOF_INT);
    if (!vector) {
      return undefined;
    }
    this.spend(vector.length, vector.position);
    const values = new Array<number>(vector.length);
    for (let i = 0; i < vector.length; i++) {
      values[i] = this.i32At(vector, i);
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

  /** Text at the end of the offset at `at`: UTF-8 with a NUL behind it. */
  stringFrom(at: number): string {
    const { position, length } = this.vectorFrom(at, 1);
    this.context.assertLimit('nameBytes', length, position);
    this.spend(length, position);
    const content = this.bytes.read(position, length + 1);
    if (content[length] !== 0) {
      throw malformed('a string does not end with NUL', position);
    }
    return decodeUtf8(content.subarray(0, length), position);
  }

  /** The vector at the end of the offset at `at`. */
  vectorFrom(at: number, width: number): FlatVector {
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
    // Elements are aligned to their own size; the length to four bytes.
    if (length > 0 && position % Math.min(width, SIZEOF_LONG) !== 0) {
      throw malformed('a vector is not aligned', start);
    }
    return { position, length };
  }

  /** The table at the end of the offset at `at`. */
  tableFrom(at: number): FlatTable {
    const position = this.follow(at);
    const vtable = position - this.bytes.i32(position);
    if (
      vtable < 0 ||
      vtable % SIZEOF_SHORT !== 0 ||
      vtable + 2 * SIZEOF_SHORT > this.bytes.size
    ) {
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
    return { position, vtable, vtableBytes, bytes };
  }

  /** Fields that the vtable has room for. */
  fieldCount(table: FlatTable): number {
    return table.vtableBytes / SIZEOF_SHORT - 2;
  }

  /** Position of a field of `width` bytes, 0 when it is absent. */
  field(table: FlatTable, field: number, width: number): number {
    const slot = 2 * SIZEOF_SHORT + field * SIZEOF_SHORT;
    if (slot + SIZEOF_SHORT > table.vtableBytes) {
      return 0;
    }
    const offset = this.bytes.u16(table.vtable + slot);
    if (offset === 0) {
      return 0;
    }
    const at = table.position + offset;
    if (offset < SIZEOF_INT || offset + width > table.bytes) {
      throw malformed(`field ${field} is outside its table`, table.position);
    }
    if (at % width !== 0) {
      throw malformed(`field ${field} is not aligned`, table.position);
    }
    return at;
  }

  /** Shared vectors and strings are walked once per use. */
  spend(elements: number, offset: number): void {
    this.elements += elements;
    this.context.assertLimit('flatbufferElements', this.elements, offset);
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
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('MALFORMED', message, { offset });
}
