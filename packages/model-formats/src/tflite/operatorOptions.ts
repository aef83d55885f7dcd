import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FlatField } from '../flatbuffer/FlatSchema';
import { TFLITE_SCHEMA } from './TFLITE_SCHEMA';
import { OPERATOR } from './schema';

/** Values of a vector that are shown; a longer one is cut. */
const SHOWN_VALUES = 16;
const SUBGRAPH_FIELD =
  /^subgraph$|subgraph_ind(ex|ices)$|^called_computations$/;

/** Members by type code, and the field that holds the type. */
const UNIONS = [
  [
    TFLITE_SCHEMA.unions.get('BuiltinOptions') ?? [],
    OPERATOR.builtinOptionsType,
  ],
  [
    TFLITE_SCHEMA.unions.get('BuiltinOptions2') ?? [],
    OPERATOR.builtinOptions2Type,
  ],
] as const;

/** The options of one operator, by the schema. */
export interface OperatorOptions {
  /** name of the table, for example `Conv2DOptions` */
  name: string;
  table: FlatTable;
  fields: readonly FlatField[];
}

/** Both option unions of an operator, as far as the schema knows them. */
export function operatorOptions(
  flat: FlatbufferReader,
  operator: FlatTable,
): OperatorOptions[] {
  const found: OperatorOptions[] = [];
  for (const [union, typeField] of UNIONS) {
    const type = flat.i8(operator, typeField) & 0xff;
    const name = union[type];
    const table = type === 0 ? undefined : flat.table(operator, typeField + 1);
    const fields = TFLITE_SCHEMA.tables.get(name);
    if (table && fields) {
      found.push({ name, table, fields });
    }
  }
  return found;
}

/** Ids of the fields that name subgraphs, by table. */
const SUBGRAPH_FIELDS: ReadonlyMap<string, readonly number[]> = new Map(
  [...TFLITE_SCHEMA.tables].map(([name, fields]) => [
    name,
    fields.flatMap((field, id) =>
      SUBGRAPH_FIELD.test(field.name) ? [id] : [],
    ),
  ]),
);

/** Subgraphs that an operator with these options calls. */
export function calledSubgraphs(
  flat: FlatbufferReader,
  { name, table, fields }: OperatorOptions,
): number[] {
  const ids = SUBGRAPH_FIELDS.get(name) ?? [];
  return ids.flatMap(id =>
    fields[id].vector ? flat.i32s(table, id) ?? [] : [flat.i32(table, id)],
  );
}

/** Options as short texts, defaults included. */
export function optionTexts(
  flat: FlatbufferReader,
  { table, fields }: OperatorOptions,
): [string, string][] {
  return fields.map((field, i) => [
    field.name,
    fieldText(flat, table, i, field),
  ]);
}

function fieldText(
  flat: FlatbufferReader,
  table: FlatTable,
  index: number,
  field: FlatField,
): string {
  if (field.kind === 'string') {
    return flat.string(table, index) ?? '';
  }
  if (!field.vector) {
    const at = flat.field(table, index, field.width);
    return at === 0
      ? scalarText(field, field.absent)
      : scalarAt(flat, field, at);
  }
  const vector = flat.vector(table, index, field.width);
  const length = vector?.length ?? 0;
  const texts = Array.from({ length: Math.min(length, SHOWN_VALUES) }, (_, i) =>
    scalarAt(flat, field, vector!.position + i * field.width),
  );
  return `[${texts.join(', ')}${length > SHOWN_VALUES ? `, … ${length}` : ''}]`;
}

function scalarAt(
  flat: FlatbufferReader,
  field: FlatField,
  at: number,
): string {
  const { bytes } = flat;
  switch (field.scalar) {
    case 'bool':
    case 'ubyte':
      return scalarText(field, bytes.u8(at));
    case 'byte':
      return scalarText(field, bytes.i8(at));
    case 'ushort':
      return scalarText(field, bytes.u16(at));
    case 'int':
      return scalarText(field, bytes.i32(at));
    case 'uint':
      return scalarText(field, bytes.u32(at));
    case 'float':
      return scalarText(field, flat.f32(at));
    default: {
      const whole = (BigInt(bytes.u32(at + 4)) << 32n) | BigInt(bytes.u32(at));
      return String(field.scalar === 'long' ? BigInt.asIntN(64, whole) : whole);
    }
  }
}

function scalarText(field: FlatField, value: number): string {
  return field.scalar === 'bool' ? String(value !== 0) : String(value);
}
