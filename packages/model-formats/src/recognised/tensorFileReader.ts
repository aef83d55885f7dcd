import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';

/** A bare TensorProto, as the ONNX test suites write `input_0.pb`: no model. */
export const tensorFileReader: FormatReader = {
  formats: ['unknown'],
  detect: (_, source) =>
    detectProtobuf(source) === 'tensor' ? 'unknown' : undefined,
  read(_, context) {
    context.report(
      'onnx/tensor-file',
      'the file is a single ONNX tensor (TensorProto), no model',
    );
    context.unsupported();
  },
};
