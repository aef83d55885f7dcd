import { onnxReader } from '../onnx/onnxReader';
import { FormatReader } from './FormatReader';

/**
 * The built-in readers in the order in which they are asked: formats with a
 * signature first, those told by their structure after them.
 */
export const FORMAT_READERS: readonly FormatReader[] = [onnxReader];
