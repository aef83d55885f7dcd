import { detectFormat } from './inspect';
import { bytesSource } from './source/ByteSource';

/**
 * Seeded blobs per element type; `ML_MODELS_RANDOM_BLOBS` takes more of them.
 */
const BLOBS = Number(process.env.ML_MODELS_RANDOM_BLOBS ?? 2_000);
/** Lengths of small weights: below the head that `detect` is given, where ends are met. */
const LONGEST = 320;
const SHORTEST = 16;

/** xorshift128 (Marsaglia 2003): the same blobs on every machine. */
function randomNumbers(seed: number): () => number {
  let [x, y, z, w] = [seed, 362436069, 521288629, 88675123];
  return () => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w;
  };
}

/** Weights are bell-shaped around zero: a sum of uniform numbers is near enough. */
function bell(random: () => number, scale: number): number {
  return ((random() + random() + random() + random()) / 2 ** 32 - 2) * scale;
}

const FLOAT = new Float32Array(1);
const BITS = new Uint32Array(FLOAT.buffer);

type Fill = (blob: Buffer, at: number, random: () => number) => number;

const TYPES: Record<string, Fill> = {
  float32: (blob, at, random) => blob.writeFloatLE(bell(random, 0.1), at),
  // Sign, exponent of 5 and fraction of 10 bits.
  float16: (blob, at, random) => {
    FLOAT[0] = bell(random, 0.1);
    const exponent = Math.max(0, ((BITS[0] >>> 23) & 0xff) - 112);
    return blob.writeUInt16LE(
      ((BITS[0] >>> 31) << 15) |
        ((exponent & 0x1f) << 10) |
        ((BITS[0] >>> 13) & 0x3ff),
      at,
    );
  },
  bfloat16: (blob, at, random) => {
    FLOAT[0] = bell(random, 0.1);
    return blob.writeUInt16LE(BITS[0] >>> 16, at);
  },
  int8: (blob, at, random) =>
    blob.writeInt8(
      Math.max(-128, Math.min(127, Math.round(bell(random, 90)))),
      at,
    ),
  'any bytes': (blob, at, random) => blob.writeUInt8(random() >>> 24, at),
};

describe('7: weights without a container are given no name', () => {
  it.each(Object.entries(TYPES))(
    '%s',
    (_, fill) => {
      const random = randomNumbers(123456789);
      const whole = Buffer.alloc(LONGEST + 8);
      const wrong: string[] = [];
      for (let i = 0; i < BLOBS; i++) {
        const length = SHORTEST + (random() % (LONGEST - SHORTEST));
        for (let at = 0; at < length; ) {
          at = fill(whole, at, random);
        }
        const blob = whole.subarray(0, length);
        const format = detectFormat(bytesSource(blob));
        if (format !== 'unknown') {
          wrong.push(`${format} ${blob.toString('hex').slice(0, 80)}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    24 * 60 * 60 * 1000,
  );
});
