/** One length-delimited or varint field of the protobuf wire format. */
function field(number: number, value: Buffer | string | number): Buffer {
  if (typeof value === 'number') {
    return Buffer.concat([Buffer.of(number << 3), varint(value)]);
  }
  const bytes = Buffer.from(value);
  return Buffer.concat([
    Buffer.of((number << 3) | 2),
    varint(bytes.length),
    bytes,
  ]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

const message = (...fields: Buffer[]) => Buffer.concat(fields);

/** ValueInfoProto: float32, one dimension, named or fixed. */
function tensorValue(name: string, dimension: string | number): Buffer {
  const shape = field(
    1,
    field(typeof dimension === 'string' ? 2 : 1, dimension),
  );
  return message(
    field(1, name),
    field(2, field(1, message(field(1, 1), field(2, shape)))),
  );
}

/**
 * An ONNX model (onnx.proto3, IR 8) with one `Relu` and one initializer.
 * `externalPath` puts the initializer's bytes into another file,
 * `inputSize` fixes the input's dimension.
 */
export function onnxFile(
  options: { externalPath?: string; inputSize?: number } = {},
): Buffer {
  const { externalPath, inputSize = 'N' } = options;
  const initializer = message(
    field(1, 2),
    field(2, 1),
    field(8, 'w'),
    ...(externalPath === undefined
      ? [field(9, Buffer.alloc(8))]
      : [
          field(13, message(field(1, 'location'), field(2, externalPath))),
          field(14, 1),
        ]),
  );
  const graph = message(
    field(1, message(field(1, 'x'), field(2, 'y'), field(4, 'Relu'))),
    field(2, 'main'),
    field(5, initializer),
    field(11, tensorValue('x', inputSize)),
    field(12, tensorValue('y', 'N')),
  );
  return message(
    field(1, 8),
    field(2, 'tests'),
    field(3, '1.0'),
    field(7, graph),
    field(8, message(field(1, ''), field(2, 17))),
  );
}
