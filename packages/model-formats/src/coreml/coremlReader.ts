import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';
import { readCoreml } from './readCoreml';

/** CoreML `.mlmodel` (mlmodel/format/Model.proto). */
export const coremlReader: FormatReader = {
  formats: ['coreml'],
  detect: (_, source) =>
    detectProtobuf(source) === 'coreml' ? 'coreml' : undefined,
  read: readCoreml,
};
