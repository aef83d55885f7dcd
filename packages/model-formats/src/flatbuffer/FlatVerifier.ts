import * as flatbuffers from 'flatbuffers';
import { FormatError } from '../FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import {
  FlatbufferReader,
  FlatTable,
  FlatVector,
  VTable,
} from './FlatbufferReader';
import { FlatField, FlatSchema } from './FlatSchema';
import { CoveredBytes } from './CoveredBytes';

const { FILE_IDENTIFIER_LENGTH, SIZEOF_INT } = flatbuffers;

/** What a verifier meets. */
export interface FlatVisitor {
  /** a field or union member that the schema does not have */
  unknown(what: string, offset: number): void;
  /** each table, before its fields */
  table?(table: FlatTable, name: string): void;
}

/**
 * Walks all that a schema knows of a flatbuffer, as the generated `Verify` of
 * each table does in C++ (flatbuffers/verifier.h): alignment, vtables, fields,
 * vectors, strings with their NUL and UTF-8, unions by their type. The depth is
 * that of the schema, which must not recurse.
 */
export class FlatVerifier {
  /** What belongs to something that the schema knows. */
  readonly covered = new CoveredBytes();
  private tables = 0;
  /** those whose bytes are covered; they are shared by most tables */
  private readonly vtables = new WeakSet<VTable>();

  constructor(
    private readonly flat: FlatbufferReader,
    private readonly schema: FlatSchema,
    private readonly context: InspectionContext,
    private readonly visitor: FlatVisitor,
  ) {
    this.covered.add(0, SIZEOF_INT + FILE_IDENTIFIER_LENGTH);
  }

  /** Throws `FormatError` where the C++ verifier answers false. */
  verify(table: FlatTable, name: string): void {
    const { covered } = this;
    this.tables += 1;
    this.visitor.table?.(table, name);
    this.context.assertLimit('flatbufferTables', this.tables, table.position);
    const { position, vtable } = table;
    const { offsets } = vtable;
    if (!this.vtables.has(vtable)) {
      this.vtables.add(vtable);
      covered.add(vtable.position, vtable.position + vtable.bytes);
    }
    covered.add(position, position + vtable.tableBytes);
    const fields = this.schema.tables.get(name) ?? [];
    for (let i = 0; i < offsets.length; i++) {
      if (offsets[i] !== 0) {
        this.field(table, i, fields[i], name);
      }
    }
  }

  private field(
    table: FlatTable,
    index: number,
    field: FlatField | undefined,
    name: string,
  ): void {
    if (!field) {
      this.flat.field(table, index, 1);
      this.visitor.unknown(`field ${index} of ${name}`, table.position);
    } else if (field.vector) {
      this.vector(table, index, field);
    } else if (field.kind === 'scalar') {
      this.flat.field(table, index, field.width);
    } else {
      this.value(table, index, field);
    }
  }

  private value(table: FlatTable, index: number, field: FlatField): void {
    const at = this.flat.field(table, index, field.width);
    if (at === 0) {
      return;
    }
    if (field.kind === 'string') {
      this.string(at);
      return;
    }
    const name =
      field.kind === 'union' ? this.member(table, index, field.of!) : field.of!;
    const target = this.flat.tableFrom(at);
    if (name !== undefined) {
      this.verify(target, name);
    }
  }

  /** Table that a union holds; `undefined` when the schema does not know it. */
  private member(
    table: FlatTable,
    index: number,
    union: string,
  ): string | undefined {
    const { flat } = this;
    const type = flat.i8(table, index - 1) & 0xff;
    const name = type === 0 ? undefined : this.schema.unions.get(union)?.[type];
    if (name === undefined) {
      this.visitor.unknown(`member ${type} of ${union}`, table.position);
    }
    return name;
  }

  private vector(table: FlatTable, index: number, field: FlatField): void {
    const { flat, covered } = this;
    const vector = flat.vector(table, index, field.width);
    if (!vector) {
      return;
    }
    const { position, length } = vector;
    covered.add(position - SIZEOF_INT, position + length * field.width);
    if (field.kind === 'scalar') {
      return;
    }
    flat.spend(length, position);
    for (let i = 0; i < length; i++) {
      this.element(vector, i, field);
    }
  }

  private element(vector: FlatVector, index: number, field: FlatField): void {
    if (field.kind === 'union') {
      throw new FormatError('MALFORMED', 'a vector of unions', {
        offset: vector.position,
      });
    }
    if (field.kind === 'string') {
      this.string(vector.position + index * SIZEOF_INT);
    } else {
      this.verify(this.flat.tableAt(vector, index), field.of!);
    }
  }

  private string(at: number): void {
    const { position, length } = this.flat.stringExtent(at);
    this.covered.add(position - SIZEOF_INT, position + length + 1);
  }
}
