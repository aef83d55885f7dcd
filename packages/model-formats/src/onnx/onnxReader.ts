import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';
import { readOnnx } from './readOnnx';

/** ONNX ModelProto, IR 1…14 (onnx.proto, docs/IR.md). */
export const onnxReader: FormatReader = {
  formats: ['onnx'],
  detect: (_, source) =>
    detectProtobuf(source) === 'onnx' ? 'onnx' : undefined,
  read: readOnnx,
};
