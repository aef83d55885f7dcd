import { marReader } from './archive/marReader';
import { tarReader } from './archive/tarReader';
import { wrappedReader, zlibReader } from './archive/wrappedReader';
import { zipReader } from './archive/zipReader';
import { coremlReader } from './coreml/coremlReader';
import { ggufReader } from './gguf/ggufReader';
import { hdf5Reader } from './hdf5/hdf5Reader';
import { kerasReader, prefixedKerasReader } from './keras/kerasReader';
import { peftConfigReader } from './lora/peftConfigReader';
import { npyReader } from './numpy/npyReader';
import { npzReader } from './numpy/npzReader';
import { onnxReader } from './onnx/onnxReader';
import { pickleReader } from './pickleStreams/pickleReader';
import { FormatReader } from './reader/FormatReader';
import { errorPageReader } from './recognised/errorPageReader';
import { executorchReader } from './recognised/executorchReader';
import { ggmlReader } from './recognised/ggmlReader';
import { lfsPointerReader } from './recognised/lfsPointerReader';
import { ortReader } from './recognised/ortReader';
import { paddleLiteReader } from './recognised/paddleLiteReader';
import { tensorFileReader } from './recognised/tensorFileReader';
import { torchContainerReader } from './recognised/torchContainerReader';
import { indexReader } from './safetensors/indexReader';
import { safetensorsReader } from './safetensors/safetensorsReader';
import { savedModelReader } from './savedmodel/savedModelReader';
import { tfliteReader } from './tflite/tfliteReader';
import { prefixedTorchReader, torchReader } from './torch/torchReader';
import { torchLegacyReader } from './torchLegacy/torchLegacyReader';

/** Models that are read as such where they are members of an archive. */
const IN_ARCHIVES: readonly FormatReader[] = [
  torchReader,
  torchLegacyReader,
  pickleReader,
];

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
  marReader(IN_ARCHIVES),
  zipReader,
  torchLegacyReader,
  npyReader,
  torchContainerReader,
  tarReader,
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
