/** Bytes of each scalar type of a schema line. */
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

/** Tables by name with their fields, and unions with their members by type code. */
export interface FlatSchema {
  tables: ReadonlyMap<string, readonly FlatField[]>;
  /** index 0 is NONE */
  unions: ReadonlyMap<string, readonly string[]>;
}

/**
 * A schema from lines of `Table field:type …` and `union Name Member …`: field
 * ids count from 0 in the order written, a union takes two (its type and its
 * value), as in the FlatBuffers schema language. `[type]` is a vector, a
 * scalar's `=n` its default.
 */
export function parseFlatSchema(text: string): FlatSchema {
  const tables = new Map<string, FlatField[]>();
  const unions = new Map<string, string[]>();
  const lines = text
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');
  for (const [first, name, ...members] of lines) {
    if (first === 'union') {
      unions.set(name, ['NONE', ...members]);
    }
  }
  for (const [name, ...fields] of lines) {
    if (name !== 'union') {
      tables.set(
        name,
        fields.flatMap(field => parseField(field, unions)),
      );
    }
  }
  return { tables, unions };
}

function parseField(
  text: string,
  unions: ReadonlyMap<string, unknown>,
): FlatField[] {
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
  if (unions.has(of)) {
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
