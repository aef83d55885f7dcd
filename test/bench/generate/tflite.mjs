import { Builder } from 'flatbuffers';
import { FileWriter } from './FileWriter.mjs';

const FLOAT32 = 0;
const ADD = 0;
const ALIGNMENT = 16;

/** vtable (u16 size, u16 table size, u16 offset of field 0), padding, table (i32 to vtable, offset to data), length */
function bufferTable(dataBytes) {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt16LE(6, 0);
  bytes.writeUInt16LE(8, 2);
  bytes.writeUInt16LE(4, 4);
  bytes.writeInt32LE(8, 8);
  bytes.writeUInt32LE(4, 12);
  bytes.writeUInt32LE(dataBytes, 16);
  return bytes;
}
const TABLE_AT = 8;
const HEAD_BYTES = 20;
/** Before each table, so that its data is aligned. */
const LEAD_BYTES = (ALIGNMENT - (HEAD_BYTES % ALIGNMENT)) % ALIGNMENT;

/**
 * A chain of ADDs (schema.fbs of TensorFlow, version 3), each with a constant of its own. The builder makes the
 * tables; the buffers, each beside its data, follow and are strewn over the file.
 */
export function writeTflite(path, { bytes, constants }) {
  const b = new Builder(1 << 20);
  const ints = values => {
    b.startVector(4, values.length, 4);
    values.toReversed().forEach(value => b.addInt32(value));
    return b.endVector();
  };
  const offsets = values => {
    b.startVector(4, values.length, 4);
    values.toReversed().forEach(value => b.addOffset(value));
    return b.endVector();
  };
  const length = Math.floor(bytes / constants / 4 / ALIGNMENT) * ALIGNMENT;

  b.startObject(4);
  b.addFieldInt32(3, ADD, 0);
  const codes = offsets([b.endObject()]);
  const tensor = (label, buffer) => {
    const name = b.createString(label);
    const shape = ints([length]);
    b.startObject(4);
    b.addFieldOffset(0, shape, 0);
    b.addFieldInt8(1, FLOAT32, 0);
    b.addFieldInt32(2, buffer, 0);
    b.addFieldOffset(3, name, 0);
    return b.endObject();
  };
  const each = make => Array.from({ length: constants }, (_, i) => make(i));
  const tables = [
    ...each(i => tensor(`model/block_${i}/kernel`, i + 1)),
    ...each(i => tensor(`model/block_${i}/add`, 0)),
    tensor('output', 0),
  ];
  const operators = each(i => {
    const inputs = ints([constants + i, i]);
    const outputs = ints([constants + i + 1]);
    b.startObject(3);
    b.addFieldOffset(1, inputs, 0);
    b.addFieldOffset(2, outputs, 0);
    return b.endObject();
  });
  const graph = [
    offsets(tables),
    ints([constants]),
    ints([2 * constants]),
    offsets(operators),
  ];
  b.startObject(4);
  graph.forEach((vector, field) => b.addFieldOffset(field, vector, 0));
  const graphs = offsets([b.endObject()]);
  const buffers = ints([0, ...each(() => 0)]);
  b.startObject(5);
  b.addFieldInt32(0, 3, 0);
  b.addFieldOffset(1, codes, 0);
  b.addFieldOffset(2, graphs, 0);
  b.addFieldOffset(4, buffers, 0);
  b.finish(b.endObject(), 'TFL3');

  const structure = Buffer.from(b.asUint8Array());
  // Offsets of the builder count from its end; the vector's elements follow its length.
  const vector = structure.length - buffers + 4;
  const sizes = [0, ...each(() => length * 4)];
  let at = Math.ceil(structure.length / ALIGNMENT) * ALIGNMENT;
  sizes.forEach((size, i) => {
    const slot = vector + 4 * i;
    structure.writeUInt32LE(at + LEAD_BYTES + TABLE_AT - slot, slot);
    at += LEAD_BYTES + HEAD_BYTES + size;
  });
  const file = new FileWriter(path);
  file.write(structure);
  file.align(ALIGNMENT);
  for (const size of sizes) {
    file.write(Buffer.alloc(LEAD_BYTES));
    file.write(bufferTable(size));
    file.weights(size);
  }
  file.close();
}
