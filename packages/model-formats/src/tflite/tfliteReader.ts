import { FILE_IDENTIFIER_LENGTH, SIZEOF_INT } from 'flatbuffers';
import { FormatReader } from '../reader/FormatReader';
import { readTflite } from './readTflite';

const IDENTIFIER = 'TFL3';

/** TensorFlow Lite / LiteRT (tflite/converter/schema/schema.fbs, 3d). */
export const tfliteReader: FormatReader = {
  formats: ['tflite'],
  detect(head) {
    const identifier = String.fromCharCode(
      ...head.subarray(SIZEOF_INT, SIZEOF_INT + FILE_IDENTIFIER_LENGTH),
    );
    return identifier === IDENTIFIER ? 'tflite' : undefined;
  },
  read: (source, context) => readTflite(source, context),
};
