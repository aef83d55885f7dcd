import { FileWriter } from './FileWriter.mjs';

const FLOAT = 1;

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
const head = (field, length) =>
  Buffer.concat([varint(field * 8 + 2), varint(length)]);
const message = (field, ...parts) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([head(field, body.length), body]);
};
const text = (field, value) => message(field, Buffer.from(value));
const number = (field, value) =>
  Buffer.concat([varint(field * 8), varint(value)]);

// ValueInfoProto: name, type { tensor_type { elem_type, shape { dim { dim_value } } } }
const valueInfo = (field, name, dimension) =>
  message(
    field,
    text(1, name),
    message(
      2,
      message(
        1,
        number(1, FLOAT),
        message(2, message(1, number(1, dimension))),
      ),
    ),
  );

// AttributeProto of NodeProto: name, value, type; as the library writes it.
const attribute = (name, value, type) =>
  message(5, text(1, name), ...value, number(20, type));
const integer = (name, value) => attribute(name, [number(3, value)], 2);
const integers = (name, values) =>
  attribute(
    name,
    values.map(value => number(8, value)),
    7,
  );
const ONE = Buffer.from([2 * 8 + 5, 0, 0, 0x80, 0x3f]);
const one = name => attribute(name, [ONE], 1);

const ADD = { type: 'Add', inputs: 2, attributes: [] };
const OPERATORS = [
  ADD,
  { type: 'Transpose', inputs: 1, attributes: [integers('perm', [0, 1])] },
  { type: 'MatMul', inputs: 2, attributes: [] },
  { type: 'Concat', inputs: 2, attributes: [integer('axis', 0)] },
  { type: 'Softmax', inputs: 1, attributes: [integer('axis', 1)] },
  { type: 'Cast', inputs: 1, attributes: [integer('to', FLOAT)] },
  {
    type: 'Gemm',
    inputs: 2,
    attributes: [one('alpha'), one('beta'), integer('transB', 1)],
  },
  { type: 'Mul', inputs: 2, attributes: [] },
];
const layerOf = i =>
  `/model/encoder/layers.${Math.floor(i / OPERATORS.length)}/attention/${
    OPERATORS[i % OPERATORS.length].type
  }`;

/**
 * A chain of `nodes` Add nodes over `weights` float initializers of `bytes` together, of onnx.proto IR 8.
 * With `dense`, nodes of eight operators with attributes instead, named as exporters do: structure without weights.
 */
export function writeOnnx(path, { bytes, nodes, weights, dense = false }) {
  const length = Math.max(1, Math.floor(bytes / weights / 4));
  const valueOf = i =>
    dense && i > 0 ? `${layerOf(i - 1)}_output_0` : `x${i}`;
  const nodeOf = i => {
    const { type, inputs, attributes } = dense
      ? OPERATORS[i % OPERATORS.length]
      : ADD;
    return message(
      1,
      text(1, valueOf(i)),
      ...(inputs === 2 ? [text(1, `weight.${i % weights}`)] : []),
      text(2, valueOf(i + 1)),
      text(3, dense ? layerOf(i) : `/model/layers.${i}/Add`),
      text(4, type),
      ...attributes,
    );
  };
  const tensorHead = i =>
    Buffer.concat([
      number(1, length),
      number(2, FLOAT),
      text(8, `weight.${i}`),
      head(9, length * 4),
    ]);
  const rest = Buffer.concat([
    text(2, 'bench'),
    valueInfo(11, 'x0', length),
    valueInfo(12, valueOf(nodes), length),
  ]);

  let graphBytes = rest.length;
  for (let i = 0; i < nodes; i++) graphBytes += nodeOf(i).length;
  for (let i = 0; i < weights; i++) {
    const tensor = tensorHead(i).length + length * 4;
    graphBytes += head(5, tensor).length + tensor;
  }

  const file = new FileWriter(path);
  file.write(number(1, 8));
  file.write(text(2, 'bench'));
  file.write(head(7, graphBytes));
  for (let i = 0; i < nodes; i++) file.write(nodeOf(i));
  for (let i = 0; i < weights; i++) {
    const tensor = tensorHead(i);
    file.write(head(5, tensor.length + length * 4));
    file.write(tensor);
    file.weights(length * 4);
  }
  file.write(rest);
  file.write(message(8, number(2, 17)));
  file.close();
}
