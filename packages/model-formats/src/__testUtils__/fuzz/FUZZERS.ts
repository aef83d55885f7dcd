import { FormatFuzzer } from './FormatFuzzer';
import { ggufFuzzer } from './ggufFuzzer';
import { hdf5Fuzzer } from './hdf5Fuzzer';
import { kerasFuzzer } from './kerasFuzzer';
import { onnxFuzzer } from './onnxFuzzer';
import { othersFuzzer } from './othersFuzzer';
import { pickleFuzzer } from './pickleFuzzer';
import { safetensorsFuzzer } from './safetensorsFuzzer';
import { tfliteFuzzer } from './tfliteFuzzer';
import { torchFuzzer } from './torchFuzzer';
import { torchLegacyFuzzer } from './torchLegacyFuzzer';

/** One for each reader, and one for the small ones together. */
export const FUZZERS: readonly FormatFuzzer[] = [
  onnxFuzzer,
  tfliteFuzzer,
  safetensorsFuzzer,
  ggufFuzzer,
  kerasFuzzer,
  hdf5Fuzzer,
  pickleFuzzer,
  torchFuzzer,
  torchLegacyFuzzer,
  othersFuzzer,
];
