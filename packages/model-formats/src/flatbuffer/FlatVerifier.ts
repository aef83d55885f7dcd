import * as flatbuffers from 'flatbuffers';
import { FormatError } from '../inspection/FormatError';
import { InspectionContext } from '../reader/InspectionContext';
import { CoveredBytes } from './CoveredBytes';
import { FlatbufferReader, FlatTable, Layout } from './FlatbufferReader';
import { FlatStep, planOf } from './FlatPlan';
import { FlatSchema, FlatType } from './FlatSchema';

const { FILE_IDENTIFIER_LENGTH, SIZEOF_INT } = flatbuffers;
/** Most models have some dozen; a file with a layout per table gains nothing. */
const PLANS_KEPT = 1024;

/** What a verifier meets. */
export interface FlatVisitor {
  /** a field or union member that the schema does not have */
  unknown(what: string, offset: number): void;
  /** by name of the type: each of its tables, before its fields */
  before?: Readonly<Record<string, (table: FlatTable) => void>>;
  /** by name of the type: each of its tables, once all of it is verified */
  after?: Readonly<Record<string, (table: FlatTable) => void>>;
}

/** A type of the schema as its tables are verified. */
interface VerifiedType {
  readonly name: string;
  readonly type: FlatType;
  readonly before: ((table: FlatTable) => void) | undefined;
  readonly after: ((table: FlatTable) => void) | undefined;
  /** the layout that was met last, and its plan: mostly that of the next too */
  layout: Layout | undefined;
  steps: readonly FlatStep[];
  readonly plans: Map<Layout, readonly FlatStep[]>;
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
  private readonly mostTables: number;
  private readonly types = new Map<string, VerifiedType>();

  constructor(
    private readonly flat: FlatbufferReader,
    private readonly schema: FlatSchema,
    private readonly context: InspectionContext,
    private readonly visitor: FlatVisitor,
  ) {
    this.mostTables = context.limits.flatbufferTables;
    this.covered.add(0, SIZEOF_INT + FILE_IDENTIFIER_LENGTH);
  }

  /** Throws `FormatError` where the C++ verifier answers false. */
  verify(table: FlatTable, name: string): void {
    this.visit(table, this.typeOf(name));
  }

  private typeOf(name: string): VerifiedType {
    let known = this.types.get(name);
    if (!known) {
      const { before, after } = this.visitor;
      known = {
        name,
        type: this.schema.table(name),
        before: before?.[name],
        after: after?.[name],
        layout: undefined,
        steps: [],
        plans: new Map(),
      };
      this.types.set(name, known);
    }
    return known;
  }

  private table(table: FlatTable, type: VerifiedType): void {
    const { covered } = this;
    const { position, vtable } = table;
    const { layout } = vtable;
    this.tables += 1;
    if (this.tables > this.mostTables) {
      this.context.assertLimit('flatbufferTables', this.tables, position);
    }
    if (!vtable.covered) {
      vtable.covered = true;
      covered.add(vtable.position, vtable.position + layout.bytes);
    }
    covered.add(position, position + layout.tableBytes);
    if (type.layout !== layout) {
      this.turnTo(type, layout);
    }
    const { steps } = type;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      const at = position + step.offset;
      switch (step.kind) {
        case 'string':
          this.string(at);
          break;
        case 'scalars':
          this.vector(at, step.width);
          break;
        default:
          this.step(table, type, step, at);
      }
    }
  }

  /** Apart from `table`, whose code is the same for all types. */
  private visit(table: FlatTable, type: VerifiedType): void {
    if (type.before !== undefined) {
      type.before(table);
    }
    this.table(table, type);
    if (type.after !== undefined) {
      type.after(table);
    }
  }

  private turnTo(type: VerifiedType, layout: Layout): void {
    let steps = type.plans.get(layout);
    if (!steps) {
      steps = planOf(type.type, layout);
      if (type.plans.size >= PLANS_KEPT) {
        type.plans.clear();
      }
      type.plans.set(layout, steps);
    }
    type.layout = layout;
    type.steps = steps;
  }

  private step(
    table: FlatTable,
    type: VerifiedType,
    { kind, index, width, of }: FlatStep,
    at: number,
  ): void {
    switch (kind) {
      case 'table':
        this.visit(this.flat.tableFrom(at), this.typeOf(of));
        break;
      case 'union':
        this.union(table, index, of);
        break;
      case 'unknown':
        this.visitor.unknown(`field ${index} of ${type.name}`, table.position);
        break;
      case 'check':
        this.flat.field(table, index, width);
        break;
      default:
        this.offsets(at, kind, of);
    }
  }

  private union(table: FlatTable, index: number, union: string): void {
    const { flat } = this;
    const code = flat.i8(table, index - 1) & 0xff;
    const name = code === 0 ? undefined : this.schema.union(union)[code];
    if (name === undefined) {
      this.visitor.unknown(`member ${code} of ${union}`, table.position);
    }
    const target = flat.table(table, index);
    if (target && name !== undefined) {
      this.visit(target, this.typeOf(name));
    }
  }

  /** A vector at the end of the offset at `at`; answers where it starts. */
  private vector(at: number, width: number): number {
    const { flat } = this;
    const start = flat.follow(at);
    const length = flat.lengthAt(start, width);
    this.covered.add(start, start + SIZEOF_INT + length * width);
    return start;
  }

  /** A vector of offsets. */
  private offsets(at: number, kind: FlatStep['kind'], of: string): void {
    const { flat } = this;
    const start = this.vector(at, SIZEOF_INT);
    const length = flat.bytes.u32(start);
    const position = start + SIZEOF_INT;
    const end = position + length * SIZEOF_INT;
    flat.spend(length, position);
    if (kind === 'strings') {
      for (let slot = position; slot < end; slot += SIZEOF_INT) {
        this.string(slot);
      }
    } else if (kind === 'tables') {
      const type = this.typeOf(of);
      for (let slot = position; slot < end; slot += SIZEOF_INT) {
        this.visit(flat.tableFrom(slot), type);
      }
    } else if (length > 0) {
      throw new FormatError('MALFORMED', 'a vector of unions', {
        offset: position,
      });
    }
  }

  private string(at: number): void {
    const { flat } = this;
    const start = flat.follow(at);
    const length = flat.lengthAt(start, 1);
    const position = start + SIZEOF_INT;
    flat.checkText(position, length);
    this.covered.add(start, position + length + 1);
  }
}
