import { FlatbufferReader, FlatTable } from '../flatbuffer/FlatbufferReader';
import { FlatField, FlatType } from '../flatbuffer/FlatSchema';
import { TFLITE_SCHEMA } from './TFLITE_SCHEMA';
import { OPERATOR } from './schema';

/** Values of a vector that are shown; a longer one is cut. */
const SHOWN_VALUES = 16;
const SUBGRAPH_FIELD =
  /^subgraph$|subgraph_ind(ex|ices)$|^called_computations$/;

/** The options of one operator, by the schema. */
export interface OperatorOptions {
  type: FlatType;
  table: FlatTable;
}

const NONE: readonly OperatorOptions[] = [];

/** Both option unions of an operator, as far as the schema knows them. */
export function operatorOptions(
  flat: FlatbufferReader,
  operator: FlatTable,
): readonly OperatorOptions[] {
  const first = unionOptions(
    flat,
    operator,
    'BuiltinOptions',
    OPERATOR.builtinOptionsType,
  );
  const second = unionOptions(
    flat,
    operator,
    'BuiltinOptions2',
    OPERATOR.builtinOptions2Type,
  );
  if (!second) {
    return first ? [first] : NONE;
  }
  return first ? [first, second] : [second];
}

function unionOptions(
  flat: FlatbufferReader,
  operator: FlatTable,
  union: string,
  typeField: number,
): OperatorOptions | undefined {
  if (operator.vtable.layout.offsets[typeField] === 0) {
    return undefined;
  }
  const code = flat.i8(operator, typeField) & 0xff;
  if (code === 0) {
    return undefined;
  }
  const name = TFLITE_SCHEMA.union(union)[code];
  const table = flat.table(operator, typeField + 1);
  return table && name !== undefined && TFLITE_SCHEMA.hasTable(name)
    ? { type: TFLITE_SCHEMA.table(name), table }
    : undefined;
}

/** Ids of the fields that name subgraphs, of the tables met so far. */
const SUBGRAPH_FIELDS = new WeakMap<FlatType, readonly number[]>();

function subgraphFields(type: FlatType): readonly number[] {
  let ids = SUBGRAPH_FIELDS.get(type);
  if (!ids) {
    ids = type.fields.flatMap((field, id) =>
      SUBGRAPH_FIELD.test(field.name) ? [id] : [],
    );
    SUBGRAPH_FIELDS.set(type, ids);
  }
  return ids;
}

/** Subgraphs that an operator with these options calls. */
export function calledSubgraphs(
  flat: FlatbufferReader,
  { type, table }: OperatorOptions,
): number[] {
  return subgraphFields(type).flatMap(id =>
    type.fields[id].vector ? flat.i32s(table, id) ?? [] : [flat.i32(table, id)],
  );
}

/** Options as short texts, defaults included. */
export function optionTexts(
  flat: FlatbufferReader,
  { type, table }: OperatorOptions,
): [string, string][] {
  return type.fields.map((field, i) => [
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
