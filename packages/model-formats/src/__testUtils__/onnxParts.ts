import { onnx } from 'onnx-proto';
import { inspect, InspectOptions } from '../inspect';
import { Inspection } from '../inspection/Inspection';
import { bytesSource } from '../source/ByteSource';
import { field, uintField } from './wire';

/** With its `tensorList`. */
export function inspectBytes(
  bytes: Uint8Array,
  options?: InspectOptions,
): Inspection {
  return inspect(bytesSource(bytes), { tensors: true, ...options });
}

export function rulesOf(bytes: Uint8Array): string[] {
  return inspectBytes(bytes).findings.map(({ rule }) => rule);
}

/** As onnx-proto writes it; IR 8 with operator set 17 unless it says otherwise. */
export function encodeModel(model: onnx.IModelProto): Uint8Array {
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    ...model,
  }).finish();
}

/** A node with one output, named after its operator unless `output` says how. */
export function node(
  type: string,
  domain = '',
  output = type.toLowerCase(),
): number[] {
  return field(1, [
    ...field(2, output),
    ...field(4, type),
    ...(domain === '' ? [] : field(7, domain)),
  ]);
}

/** GraphProto.name */
export const named = field(2, 'g');

/** A TensorProto in `graph.initializer`. */
export function initializer(...fields: number[][]): number[] {
  return field(5, fields.flat());
}

/** An initializer `t` with so many bytes of raw data. */
export function rawTensor(
  dataType: number,
  dims: number[],
  bytes: number,
): number[] {
  return initializer(
    ...dims.map(dim => uintField(1, dim)),
    uintField(2, dataType),
    field(8, 't'),
    field(9, new Uint8Array(bytes)),
  );
}
