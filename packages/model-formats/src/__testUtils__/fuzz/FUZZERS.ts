import { FormatFuzzer } from './FormatFuzzer';

/** One for each reader. */
export const FUZZERS: readonly FormatFuzzer[] = [];
