import { Builder } from 'flatbuffers';
import { FlatField, FlatSchema } from '../flatbuffer/FlatSchema';

/**
 * Fields by name. A table is an object, a union `[member, table]`, a vector an
 * array or, for bytes, a `Uint8Array`; absent fields are not written.
 */
export interface FlatObject {
  readonly [field: string]: FlatValue | undefined;
}
export type FlatValue =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | FlatObject
  | readonly FlatValue[];

/** Byte vectors are aligned as the weights of models are. */
const BYTES_ALIGNMENT = 16;

/** A flatbuffer of any schema, through the builder of flatbuffers. */
export function buildFlat(
  schema: FlatSchema,
  root: string,
  content: FlatObject,
  identifier: string,
): Uint8Array {
  const builder = new Builder(1024);
  builder.finish(table(builder, schema, root, content), identifier);
  return builder.asUint8Array();
}

function table(
  builder: Builder,
  schema: FlatSchema,
  name: string,
  content: FlatObject,
): number {
  if (!schema.hasTable(name)) {
    throw new Error(`no table ${name}`);
  }
  const { fields } = schema.table(name);
  const written = fields.flatMap((field, id) => {
    const value = fieldValue(schema, fields, id, content);
    return value === undefined
      ? []
      : [{ id, field, value, offset: offsetOf(builder, schema, field, value) }];
  });
  builder.startObject(fields.length);
  for (const { id, field, value, offset } of written) {
    if (offset !== undefined) {
      builder.addFieldOffset(id, offset, 0);
    } else {
      addScalar(builder, field, value);
      builder.slot(id);
    }
  }
  return builder.endObject();
}

/** The type of a union follows from its value. */
function fieldValue(
  schema: FlatSchema,
  fields: readonly FlatField[],
  id: number,
  content: FlatObject,
): FlatValue | undefined {
  const { name } = fields[id];
  const next = fields[id + 1];
  const union = next?.kind === 'union' ? content[next.name] : undefined;
  if (content[name] !== undefined || !Array.isArray(union)) {
    return content[name];
  }
  return schema.union(next.of!).indexOf(String(union[0]));
}

function offsetOf(
  builder: Builder,
  schema: FlatSchema,
  field: FlatField,
  value: FlatValue,
): number | undefined {
  if (field.vector) {
    return vector(builder, schema, field, value);
  }
  if (field.kind === 'string') {
    return builder.createString(String(value));
  }
  if (field.kind === 'union') {
    const [name, content] = value as readonly [string, FlatObject];
    return table(builder, schema, name, content);
  }
  return field.kind === 'table'
    ? table(builder, schema, field.of!, value as FlatObject)
    : undefined;
}

function vector(
  builder: Builder,
  schema: FlatSchema,
  field: FlatField,
  value: FlatValue,
): number {
  const items: readonly FlatValue[] =
    value instanceof Uint8Array
      ? Array.from(value)
      : (value as readonly FlatValue[]);
  const offsets =
    field.kind === 'scalar'
      ? undefined
      : items.map(
          item => offsetOf(builder, schema, { ...field, vector: false }, item)!,
        );
  builder.startVector(
    field.width,
    items.length,
    field.width === 1 ? BYTES_ALIGNMENT : field.width,
  );
  for (let i = items.length - 1; i >= 0; i--) {
    if (offsets) {
      builder.addOffset(offsets[i]);
    } else {
      addScalar(builder, field, items[i]);
    }
  }
  return builder.endVector();
}

function addScalar(builder: Builder, field: FlatField, value: FlatValue): void {
  switch (field.scalar) {
    case 'float':
      builder.addFloat32(Number(value));
      break;
    case 'long':
    case 'ulong':
      builder.addInt64(BigInt(value as number | bigint));
      break;
    case 'int':
    case 'uint':
      builder.addInt32(Number(value));
      break;
    case 'ushort':
      builder.addInt16(Number(value));
      break;
    default:
      builder.addInt8(Number(value));
  }
}
