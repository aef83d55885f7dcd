// node tfliteWholeFile.mjs <file>: tensors and operators over the whole file in memory, with npm flatbuffers.
import { readFileSync } from 'node:fs';
import { ByteBuffer } from 'flatbuffers';

const buffer = new ByteBuffer(readFileSync(process.argv[2]));
// Field n of a table is vtable entry 4 + 2n. schema.fbs: Model, SubGraph, Tensor, Operator, Buffer.
const field = (table, n) => {
  const offset = buffer.__offset(table, 4 + 2 * n);
  return offset === 0 ? 0 : table + offset;
};
const tables = at =>
  Array.from({ length: buffer.__vector_len(at) }, (_, i) =>
    buffer.__indirect(buffer.__vector(at) + 4 * i),
  );
const ints = at =>
  Array.from({ length: buffer.__vector_len(at) }, (_, i) =>
    buffer.readInt32(buffer.__vector(at) + 4 * i),
  );

const model = buffer.readInt32(buffer.position()) + buffer.position();
const [graph] = tables(field(model, 2));
const tensors = tables(field(graph, 0)).map(table => ({
  name: buffer.__string(field(table, 3)),
  shape: ints(field(table, 0)),
  buffer: buffer.readInt32(field(table, 2)),
}));
const operators = tables(field(graph, 3)).map(table => ({
  inputs: ints(field(table, 1)),
  outputs: ints(field(table, 2)),
}));
const bytes = tables(field(model, 4)).reduce((sum, table) => {
  const data = field(table, 0);
  return sum + (data ? buffer.__vector_len(data) : 0);
}, 0);
process.stdout.write(`${tensors.length} ${operators.length} ${bytes}\n`);
