import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FormatFuzzer, Random } from './FormatFuzzer';

const FOLDER = 'packages/model-formats/fixtures/keras';
/** Blocks of HDF5 by their first letters; what follows is structure. */
const BLOCKS = ['OHDR', 'OCHK', 'TREE', 'SNOD', 'HEAP', 'GCOL', 'FRHP', 'BTHD'];
const BLOCK_BYTES = 160;
const SUPERBLOCK_BYTES = 96;
const INTERESTING = [0, 1, 2, 3, 7, 8, 15, 16, 17, 64, 0x7f, 0x80, 0xfe, 0xff];

const pick = <T>(list: readonly T[], next: Random): T =>
  list[Math.floor(next() * list.length)];

/** Where structure begins: blocks, and old object headers, which have no letters. */
function structures(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = SUPERBLOCK_BYTES; at + 16 < bytes.length; at++) {
    const letters = String.fromCharCode(...bytes.subarray(at, at + 4));
    const oldHeader =
      at % 8 === 0 &&
      bytes[at] === 1 &&
      bytes[at + 1] === 0 &&
      bytes[at + 2] > 0 &&
      bytes[at + 4] === 1;
    if (BLOCKS.includes(letters) || oldHeader) {
      found.push(at);
    }
  }
  return found.length > 0 ? found : [SUPERBLOCK_BYTES];
}

const PLACES = new WeakMap<Uint8Array, number[]>();

/** Bytes behind the first letters of blocks, the superblock left whole. */
export const hdf5Fuzzer: FormatFuzzer = {
  reader: 'hdf5',
  seeds() {
    const folder = join(process.env.ML_MODELS_ROOT ?? process.cwd(), FOLDER);
    return readdirSync(folder)
      .filter(name => name.endsWith('.h5'))
      .map(name => Uint8Array.from(readFileSync(join(folder, name))));
  },
  mutate(seed, next) {
    if (next() < 0.05) {
      return seed.slice(0, Math.floor(next() * seed.length));
    }
    let places = PLACES.get(seed);
    if (!places) {
      places = structures(seed);
      PLACES.set(seed, places);
    }
    const bytes = Uint8Array.from(seed);
    const changes = 1 + Math.floor(next() * 6);
    for (let i = 0; i < changes; i++) {
      const at =
        next() < 0.9
          ? pick(places, next) + 4 + Math.floor(next() * BLOCK_BYTES)
          : Math.floor(next() * bytes.length);
      if (at < bytes.length) {
        bytes[at] =
          next() < 0.6
            ? pick(INTERESTING, next)
            : (bytes[at] + pick([-8, -1, 1, 8], next)) & 0xff;
      }
    }
    return bytes;
  },
  passedHeader: ({ format, formatVersion }) =>
    format === 'hdf5' && formatVersion !== undefined,
};
