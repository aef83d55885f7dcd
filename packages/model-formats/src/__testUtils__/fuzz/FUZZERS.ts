import { FormatFuzzer } from './FormatFuzzer';
import { hdf5Fuzzer } from './hdf5Fuzzer';
import { kerasFuzzer } from './kerasFuzzer';
import { tfliteFuzzer } from './tfliteFuzzer';

/** One for each reader. */
export const FUZZERS: readonly FormatFuzzer[] = [
  tfliteFuzzer,
  kerasFuzzer,
  hdf5Fuzzer,
];
