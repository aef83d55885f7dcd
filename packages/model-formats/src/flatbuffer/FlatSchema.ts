/** Bytes of each scalar type of a schema. */
const SCALARS = {
  bool: 1,
  byte: 1,
  ubyte: 1,
  ushort: 2,
  int: 4,
  uint: 4,
  float: 4,
  long: 8,
  ulong: 8,
} as const;

/** @public */
export type ScalarType = keyof typeof SCALARS;

/** One field of a table, in the order of the vtable. */
export interface FlatField {
  name: string;
  kind: 'scalar' | 'string' | 'table' | 'union';
  vector: boolean;
  /** bytes of the scalar, or of one element of the vector */
  width: number;
  /** set for scalars */
  scalar?: ScalarType;
  /** name of the table or union */
  of?: string;
  /** value of a scalar that is absent */
  absent: number;
}

/** A table of a schema. */
export interface FlatType {
  readonly name: string;
  readonly fields: readonly FlatField[];
}

/**
 * Tables by name with their fields, `field:type …`, and unions by name with
 * their members: field ids count from 0 in the order written, a union takes
 * two (its type and its value), as in the FlatBuffers schema language. `[type]`
 * is a vector, a scalar's `=n` its default.
 *
 * Of more than a hundred tables a model has some ten, and most files are no
 * flatbuffers at all: each table is parsed when it is first met.
 */
export class FlatSchema {
  private readonly types = new Map<string, FlatType>();
  private readonly members = new Map<string, readonly string[]>();

  constructor(
    private readonly unionLines: Readonly<Record<string, string>>,
    private readonly tableLines: Readonly<Record<string, string>>,
  ) {}

  /** One that the schema names but does not have is without fields. */
  table(name: string): FlatType {
    let type = this.types.get(name);
    if (!type) {
      const line = this.hasTable(name) ? this.tableLines[name] : '';
      type = { name, fields: words(line).flatMap(text => this.field(text)) };
      this.types.set(name, type);
    }
    return type;
  }

  hasTable(name: string): boolean {
    return Object.hasOwn(this.tableLines, name);
  }

  /** Members of a union by type code; index 0 is NONE. */
  union(name: string): readonly string[] {
    let members = this.members.get(name);
    if (!members) {
      members = ['NONE', ...words(this.unionLines[name])];
      this.members.set(name, members);
    }
    return members;
  }

  private field(text: string): FlatField[] {
    const [name, written] = text.split(':');
    const [type, absent = '0'] = written.split('=');
    const vector = type.startsWith('[');
    const of = vector ? type.slice(1, -1) : type;
    const common = { name, vector, absent: Number(absent) };
    if (Object.hasOwn(SCALARS, of)) {
      const scalar = of as ScalarType;
      return [{ ...common, kind: 'scalar', width: SCALARS[scalar], scalar }];
    }
    if (of === 'string') {
      return [{ ...common, kind: 'string', width: 4 }];
    }
    if (Object.hasOwn(this.unionLines, of)) {
      return [
        {
          ...common,
          name: `${name}_type`,
          kind: 'scalar',
          width: 1,
          scalar: 'ubyte',
        },
        { ...common, kind: 'union', width: 4, of },
      ];
    }
    return [{ ...common, kind: 'table', width: 4, of }];
  }
}

function words(line: string): string[] {
  return line === '' ? [] : line.split(' ');
}
