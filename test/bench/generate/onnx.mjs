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

/**
 * A chain of `nodes` Add nodes over `weights` float initializers of `bytes` together, of onnx.proto IR 8.
 * `nameBytes` pads every node's name: structure without weights.
 */
export function writeOnnx(path, { bytes, nodes, weights, nameBytes = 0 }) {
  const length = Math.max(1, Math.floor(bytes / weights / 4));
  const nodeOf = i =>
    message(
      1,
      text(1, `x${i}`),
      text(1, `weight.${i % weights}`),
      text(2, `x${i + 1}`),
      text(3, `/model/layers.${i}/Add`.padEnd(nameBytes, '_')),
      text(4, 'Add'),
    );
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
    valueInfo(12, `x${nodes}`, length),
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
