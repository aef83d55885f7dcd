// Writes keyword-spotter.tflite: made-up weights in a real flatbuffer, field numbers after the TFLite schema
// (version 3): FULLY_CONNECTED followed by SOFTMAX over 40 features and 4 keywords, with one signature.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Builder } = require('flatbuffers');

const BUILTIN = { FULLY_CONNECTED: 9, SOFTMAX: 25 };
const FLOAT32 = 0;
const b = new Builder(4096);

const table = (fields, slots) => {
  b.startObject(fields);
  for (const [slot, add] of slots) add(slot);
  return b.endObject();
};
const ref = offset => slot => b.addFieldOffset(slot, offset, 0);
const u32 = value => slot => b.addFieldInt32(slot, value, 0);
const i8 = value => slot => b.addFieldInt8(slot, value, 0);
const ints = values => {
  b.startVector(4, values.length, 4);
  for (const value of [...values].reverse()) b.addInt32(value);
  return b.endVector();
};
const refs = offsets => {
  b.startVector(4, offsets.length, 4);
  for (const offset of [...offsets].reverse()) b.addOffset(offset);
  return b.endVector();
};
const bytes = data => {
  b.startVector(1, data.length, 16);
  for (let i = data.length - 1; i >= 0; i--) b.addInt8(data[i]);
  return b.endVector();
};

let seed = 7;
const random = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648 - 0.5;
};
const weights = count =>
  new Uint8Array(Float32Array.from({ length: count }, random).buffer);

const buffers = refs(
  [null, weights(4 * 40), weights(4)].map(data => {
    const offset = data && bytes(data);
    return table(1, offset ? [[0, ref(offset)]] : []);
  }),
);
const tensor = (name, shape, buffer) => {
  const n = b.createString(name);
  const s = ints(shape);
  return table(10, [[0, ref(s)], [1, i8(FLOAT32)], [2, u32(buffer)], [3, ref(n)]]);
};
const tensors = refs([
  tensor('features', [1, 40], 0),
  tensor('dense/kernel', [4, 40], 1),
  tensor('dense/bias', [4], 2),
  tensor('logits', [1, 4], 0),
  tensor('keyword', [1, 4], 0),
]);
const operator = (opcode, inputs, outputs) => {
  const i = ints(inputs);
  const o = ints(outputs);
  return table(9, [[0, u32(opcode)], [1, ref(i)], [2, ref(o)]]);
};
const operators = refs([operator(0, [0, 1, 2], [3]), operator(1, [3], [4])]);
const subgraphName = b.createString('main');
const inputs = ints([0]);
const outputs = ints([4]);
const subgraphs = refs([
  table(5, [[0, ref(tensors)], [1, ref(inputs)], [2, ref(outputs)], [3, ref(operators)], [4, ref(subgraphName)]]),
]);
const codes = refs(
  [BUILTIN.FULLY_CONNECTED, BUILTIN.SOFTMAX].map(code =>
    table(4, [[0, i8(code)], [2, u32(1)], [3, u32(code)]]),
  ),
);
const tensorMap = (name, index) => {
  const n = b.createString(name);
  return table(2, [[0, ref(n)], [1, u32(index)]]);
};
const signatureInputs = refs([tensorMap('features', 0)]);
const signatureOutputs = refs([tensorMap('keyword', 4)]);
const signatureKey = b.createString('serving_default');
const signatures = refs([
  table(5, [[0, ref(signatureInputs)], [1, ref(signatureOutputs)], [2, ref(signatureKey)]]),
]);
const description = b.createString('Keyword spotter (demo)');
const model = table(8, [
  [0, u32(3)], [1, ref(codes)], [2, ref(subgraphs)], [3, ref(description)], [4, ref(buffers)], [7, ref(signatures)],
]);
b.finish(model, 'TFL3');
writeFileSync(join(__dirname, '..', 'keyword-spotter', 'keyword-spotter.tflite'), b.asUint8Array());
