import { detectProtobuf } from '../protobuf/detectProtobuf';
import { FormatReader } from '../reader/FormatReader';
import { readSavedModel } from './readSavedModel';

/** `saved_model.pb` of TensorFlow (core/protobuf/saved_model.proto). */
export const savedModelReader: FormatReader = {
  formats: ['savedmodel'],
  detect: (_, source) =>
    detectProtobuf(source) === 'savedmodel' ? 'savedmodel' : undefined,
  read: readSavedModel,
};
