import { FlatbufferReader } from '../flatbuffer/FlatbufferReader';
import { FormatError } from '../inspection/FormatError';
import { FormatReader } from '../reader/FormatReader';

const IDENTIFIER = 'ORTM';
/** Field of InferenceSession (onnxruntime core/flatbuffers/schema/ort.fbs). */
const ORT_VERSION = 0;

/** Models in the format of ONNX Runtime: `unsupported`. */
export const ortReader: FormatReader = {
  formats: ['ort'],
  detect: head =>
    String.fromCharCode(...head.subarray(4, 8)) === IDENTIFIER
      ? 'ort'
      : undefined,
  read(source, context) {
    context.unsupported();
    try {
      const flat = new FlatbufferReader(source, context);
      context.facts.formatVersion = flat.string(flat.root(), ORT_VERSION);
    } catch (error) {
      // What is not scanned need not be whole.
      if (!(error instanceof FormatError) || error.code === 'READ_ERROR') {
        throw error;
      }
    }
  },
};
