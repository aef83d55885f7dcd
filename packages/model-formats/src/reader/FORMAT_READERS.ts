import { ggufReader } from '../gguf/ggufReader';
import { hdf5Reader } from '../hdf5/hdf5Reader';
import { kerasReader, prefixedKerasReader } from '../keras/kerasReader';
import { npyReader } from '../numpy/npyReader';
import { npzReader } from '../numpy/npzReader';
import { coremlReader } from '../coreml/coremlReader';
import { peftConfigReader } from '../lora/peftConfigReader';
import { onnxReader } from '../onnx/onnxReader';
import { tensorFileReader } from '../onnx/tensorFileReader';
import { pickleReader } from '../pickle/pickleReader';
import { errorPageReader } from '../recognised/errorPageReader';
import { executorchReader } from '../recognised/executorchReader';
import { ggmlReader } from '../recognised/ggmlReader';
import { lfsPointerReader } from '../recognised/lfsPointerReader';
import { ortReader } from '../recognised/ortReader';
import { paddleLiteReader } from '../recognised/paddleLiteReader';
import { savedModelReader } from '../savedmodel/savedModelReader';
import { indexReader } from '../safetensors/indexReader';
import { safetensorsReader } from '../safetensors/safetensorsReader';
import { tfliteReader } from '../tflite/tfliteReader';
import { archiveReader, marReader } from '../torch/archiveReader';
import { oldContainerReader } from '../torch/oldContainerReader';
import { prefixedTorchReader, torchReader } from '../torch/torchReader';
import { torchLegacyReader } from '../torchLegacy/torchLegacyReader';
import { wrappedReader, zlibReader } from '../wrapped/wrappedReader';
import { FormatReader } from './FormatReader';

/**
 * The built-in readers in the order in which they are asked: formats with a
 * signature first, those told by their structure after them.
 */
export const FORMAT_READERS: readonly FormatReader[] = [
  lfsPointerReader,
  ggufReader,
  ggmlReader,
  executorchReader,
  ortReader,
  hdf5Reader,
  tfliteReader,
  torchReader,
  kerasReader,
  npzReader,
  marReader,
  archiveReader,
  torchLegacyReader,
  npyReader,
  oldContainerReader,
  wrappedReader,
  safetensorsReader,
  indexReader,
  peftConfigReader,
  onnxReader,
  savedModelReader,
  coremlReader,
  tensorFileReader,
  prefixedKerasReader,
  prefixedTorchReader,
  paddleLiteReader,
  errorPageReader,
  zlibReader,
  pickleReader,
];
