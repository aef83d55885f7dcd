import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';
import { endsInArchive } from './endsInArchive';
import { readOnnx } from './readOnnx';

/** ONNX ModelProto, IR 1…14 (onnx.proto, docs/IR.md). */
export const onnxReader: FormatReader = {
  formats: ['onnx'],
  detect: (_, source) =>
    detectProtobuf(source) === 'onnx' ? 'onnx' : undefined,
  read(source, context) {
    if (endsInArchive(source)) {
      context.report(
        'onnx/polyglot',
        'the file ends as a ZIP archive: PyTorch and Python read that instead',
      );
    }
    readOnnx(source, context);
  },
};
