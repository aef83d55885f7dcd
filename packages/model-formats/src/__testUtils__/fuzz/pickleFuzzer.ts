import { gzipSync } from 'fflate';
import { PICKLE_CASES } from '../corpus/pickleCases';
import { npy } from '../npy';
import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer } from './FormatFuzzer';
import { mutatePickle } from './mutatePickle';

const FORMATS: readonly string[] = ['pickle', 'npy', 'gzip', 'zlib'];
const HEADER_END = 2;

/** Streams, arrays of objects and packed streams. */
export const pickleFuzzer: FormatFuzzer = {
  reader: 'pickle',
  seeds: () => [
    ...PICKLE_CASES.map(({ bytes }) => bytes()),
    ...fixtureSeeds('torch', ['arrays.pkl', 'array.npy', 'objects.npy']),
  ],
  mutate(seed, next) {
    const choice = next();
    if (choice < 0.1) {
      return gzipSync(mutatePickle(seed, next));
    }
    if (choice < 0.2) {
      return npy('|O', [1], mutatePickle(seed, next));
    }
    const head = seed.subarray(0, HEADER_END);
    const rest = mutatePickle(seed.subarray(HEADER_END), next);
    return Uint8Array.from([...head, ...rest]);
  },
  passedHeader: ({ format }) => FORMATS.includes(format),
};
