import { ggufReader } from '../gguf/ggufReader';
import { onnxReader } from '../onnx/onnxReader';
import { pickleReader } from '../pickle/pickleReader';
import { lfsPointerReader } from '../recognised/lfsPointerReader';
import {
  protobufSignatureReader,
  signatureReader,
} from '../recognised/signatureReader';
import { safetensorsReader } from '../safetensors/safetensorsReader';
import { tfliteReader } from '../tflite/tfliteReader';
import { prefixedTorchReader, torchReader } from '../torch/torchReader';
import { torchLegacyReader } from '../torchLegacy/torchLegacyReader';
import { FormatReader } from './FormatReader';

/**
 * The built-in readers in the order in which they are asked: formats with a
 * signature first, those told by their structure after them.
 */
export const FORMAT_READERS: readonly FormatReader[] = [
  lfsPointerReader,
  ggufReader,
  signatureReader,
  tfliteReader,
  torchReader,
  torchLegacyReader,
  safetensorsReader,
  onnxReader,
  protobufSignatureReader,
  prefixedTorchReader,
  pickleReader,
];
