import { Builder } from 'flatbuffers';

/** What of schema.fbs the tests need. */
export interface TfliteModel {
  version?: number;
  operatorCodes: { deprecated?: number; builtin?: number; custom?: string }[];
  buffers: { data?: Uint8Array; offset?: number; size?: number }[];
  tensors: {
    name: string;
    shape: number[];
    signature?: number[];
    type?: number;
    buffer?: number;
    external?: number;
  }[];
  inputs: number[];
  outputs: number[];
  operators: { opcode: number; inputs: number[]; outputs: number[] }[];
  externalBuffers?: {
    id?: number;
    group: string;
    offset?: number;
    length: number;
  }[];
}

/** A TFLite file of one subgraph, through the builder of flatbuffers. */
export function buildTflite(model: TfliteModel): Uint8Array {
  const b = new Builder(1024);
  const ints = (values: number[]) => {
    b.startVector(4, values.length, 4);
    [...values].reverse().forEach(value => b.addInt32(value));
    return b.endVector();
  };
  const offsets = (values: number[]) => {
    b.startVector(4, values.length, 4);
    [...values].reverse().forEach(value => b.addOffset(value));
    return b.endVector();
  };

  const codes = model.operatorCodes.map(({ deprecated, builtin, custom }) => {
    const name = custom === undefined ? 0 : b.createString(custom);
    b.startObject(4);
    b.addFieldInt8(0, deprecated ?? 0, 0);
    b.addFieldOffset(1, name, 0);
    b.addFieldInt32(3, builtin ?? 0, 0);
    return b.endObject();
  });
  const buffers = model.buffers.map(({ data, offset, size }) => {
    let vector = 0;
    if (data) {
      b.startVector(1, data.length, 16);
      [...data].reverse().forEach(value => b.addInt8(value));
      vector = b.endVector();
    }
    b.startObject(3);
    b.addFieldOffset(0, vector, 0);
    b.addFieldInt64(1, BigInt(offset ?? 0), 0n);
    b.addFieldInt64(2, BigInt(size ?? 0), 0n);
    return b.endObject();
  });
  const tensors = model.tensors.map(tensor => {
    const name = b.createString(tensor.name);
    const shape = ints(tensor.shape);
    const signature = tensor.signature ? ints(tensor.signature) : 0;
    b.startObject(11);
    b.addFieldOffset(0, shape, 0);
    b.addFieldInt8(1, tensor.type ?? 0, 0);
    b.addFieldInt32(2, tensor.buffer ?? 0, 0);
    b.addFieldOffset(3, name, 0);
    b.addFieldOffset(7, signature, 0);
    b.addFieldInt32(10, tensor.external ?? 0, 0);
    return b.endObject();
  });
  const operators = model.operators.map(({ opcode, inputs, outputs }) => {
    const inputVector = ints(inputs);
    const outputVector = ints(outputs);
    b.startObject(14);
    b.addFieldInt32(0, opcode, 0);
    b.addFieldOffset(1, inputVector, 0);
    b.addFieldOffset(2, outputVector, 0);
    return b.endObject();
  });
  const tensorVector = offsets(tensors);
  const inputVector = ints(model.inputs);
  const outputVector = ints(model.outputs);
  const operatorVector = offsets(operators);
  b.startObject(6);
  b.addFieldOffset(0, tensorVector, 0);
  b.addFieldOffset(1, inputVector, 0);
  b.addFieldOffset(2, outputVector, 0);
  b.addFieldOffset(3, operatorVector, 0);
  const subgraphs = offsets([b.endObject()]);

  const groups = (model.externalBuffers ?? []).map(({ group }) => {
    const name = b.createString(group);
    b.startObject(1);
    b.addFieldOffset(0, name, 0);
    return b.endObject();
  });
  const externals = (model.externalBuffers ?? []).map(
    ({ id, offset, length }, i) => {
      b.startObject(5);
      b.addFieldInt32(0, id ?? 0, 0);
      b.addFieldInt32(1, i, 0);
      b.addFieldInt64(2, BigInt(offset ?? 0), 0n);
      b.addFieldInt64(3, BigInt(length), 0n);
      return b.endObject();
    },
  );
  const groupVector = offsets(groups);
  const externalVector = offsets(externals);
  const codeVector = offsets(codes);
  const bufferVector = offsets(buffers);
  b.startObject(10);
  b.addFieldInt32(0, model.version ?? 3, 0);
  b.addFieldOffset(1, codeVector, 0);
  b.addFieldOffset(2, subgraphs, 0);
  b.addFieldOffset(4, bufferVector, 0);
  b.addFieldOffset(8, groupVector, 0);
  b.addFieldOffset(9, externalVector, 0);
  b.finish(b.endObject(), 'TFL3');
  return b.asUint8Array();
}
