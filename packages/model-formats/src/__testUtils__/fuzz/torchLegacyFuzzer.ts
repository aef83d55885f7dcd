import { fixtureSeeds } from './fixtureSeeds';
import { FormatFuzzer } from './FormatFuzzer';
import { mutatePickle } from './mutatePickle';
import { below, damage } from './pickOf';

/** Magic number and protocol, two streams that never change. */
const HEADER_BYTES = 21;

/** Legacy files, their five streams and storages. */
export const torchLegacyFuzzer: FormatFuzzer = {
  reader: 'torchLegacy',
  seeds: () =>
    fixtureSeeds('torch', ['legacy.pt', 'views_legacy.pt', 'module_legacy.pt']),
  mutate(seed, next) {
    const choice = next();
    if (choice < 0.05) {
      return seed.slice(0, below(seed.length, next));
    }
    if (choice < 0.5) {
      return damage(seed, HEADER_BYTES, seed.length, next);
    }
    const rest = mutatePickle(seed.subarray(HEADER_BYTES), next);
    return Uint8Array.from([...seed.subarray(0, HEADER_BYTES), ...rest]);
  },
  passedHeader: ({ format }) => format === 'pytorch-legacy',
};
