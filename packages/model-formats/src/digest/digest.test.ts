import { createHash } from 'crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import {
  CHUNK_SIZE,
  FileDigester,
  formatSha256,
  isSha256Digest,
  LeafDigester,
  merkleLeaf,
  merkleRoot,
  parseSha256,
} from './index';

const nodeSha256 = () => createHash('sha256');
const nobleSha256 = () => sha256.create();

const concat = (...parts: Uint8Array[]) =>
  Uint8Array.from(Buffer.concat(parts));

/** The definition written level by level, as the specification says it. */
function rootByLevels(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) {
    return sha256(new Uint8Array());
  }
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      above.push(
        i + 1 < level.length
          ? sha256(concat(Uint8Array.of(1), level[i], level[i + 1]))
          : level[i],
      );
    }
    level = above;
  }
  return level[0];
}

function bytesOf(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i += 61) {
    bytes[i] = (i * 31 + seed) & 0xff;
  }
  return bytes;
}

describe('merkleRoot', () => {
  it('of no leaves is the digest of nothing', () => {
    expect(formatSha256(merkleRoot([], nodeSha256))).toBe(
      'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('of one leaf is that leaf, with its prefix', () => {
    const chunk = Uint8Array.of(1, 2, 3);
    const leaf = merkleLeaf(chunk, nodeSha256);
    expect(leaf).toEqual(Buffer.from(sha256(concat(Uint8Array.of(0), chunk))));
    expect(merkleRoot([leaf], nodeSha256)).toBe(leaf);
  });

  it('equals the level by level definition for any number of leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), count => {
        const leaves = Array.from({ length: count }, (_, i) =>
          sha256(Uint8Array.of(i & 0xff, i >> 8)),
        );
        expect(formatSha256(merkleRoot(leaves, nobleSha256))).toBe(
          formatSha256(rootByLevels(leaves)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('FileDigester', () => {
  it.each([
    0,
    1,
    CHUNK_SIZE - 1,
    CHUNK_SIZE,
    CHUNK_SIZE + 1,
    2 * CHUNK_SIZE + 9,
  ])('digests %d bytes as the definition says', size => {
    const bytes = bytesOf(size, 7);
    const leaves: Uint8Array[] = [];
    for (let at = 0; at < size; at += CHUNK_SIZE) {
      leaves.push(
        createHash('sha256')
          .update(Uint8Array.of(0))
          .update(bytes.subarray(at, at + CHUNK_SIZE))
          .digest(),
      );
    }
    const digester = new FileDigester(nodeSha256);
    digester.update(bytes);
    expect(digester.digest()).toEqual({
      sha256: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      merkleRoot: formatSha256(rootByLevels(leaves)),
      chunkSize: 8388608,
      leaves: leaves.map(formatSha256),
    });
  });

  it('gives the same for any chunking', () => {
    const bytes = bytesOf(2 * CHUNK_SIZE + 12_345, 3);
    const whole = new FileDigester(nodeSha256);
    whole.update(bytes);
    const expected = whole.digest();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }),
        cuts => {
          const digester = new FileDigester(nodeSha256);
          const stops = [...cuts, bytes.length].sort((a, b) => a - b);
          let start = 0;
          for (const stop of stops) {
            digester.update(bytes.subarray(start, stop));
            start = stop;
          }
          expect(digester.digest()).toEqual(expected);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('leaves the tree out when not asked for', () => {
    const digester = new FileDigester(nobleSha256, { leaves: false });
    digester.update(Uint8Array.of(1));
    expect(Object.keys(digester.digest())).toEqual(['sha256']);
  });
});

describe('LeafDigester', () => {
  it('tells of each leaf as soon as it is complete', () => {
    const seen: number[] = [];
    const digester = new LeafDigester(nodeSha256, (_, index) =>
      seen.push(index),
    );
    digester.update(bytesOf(CHUNK_SIZE, 1));
    expect(seen).toEqual([0]);
    digester.update(Uint8Array.of(9));
    expect(seen).toEqual([0]);
    const { leaves } = digester.digest();
    expect(seen).toEqual([0, 1]);
    expect(leaves).toHaveLength(2);
  });
});

describe('sha256 form', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes => {
        expect(parseSha256(formatSha256(bytes))).toEqual(bytes);
      }),
    );
  });

  it('refuses every other spelling', () => {
    const good = `sha256:${'a'.repeat(64)}`;
    expect(isSha256Digest(good)).toBe(true);
    for (const bad of [
      good.toUpperCase(),
      good.slice(0, -1),
      `${good}\n`,
      'a'.repeat(64),
      `sha512:${'a'.repeat(64)}`,
    ]) {
      expect(isSha256Digest(bad)).toBe(false);
      expect(() => parseSha256(bad)).toThrow(TypeError);
    }
    expect(() => formatSha256(new Uint8Array(31))).toThrow(TypeError);
  });
});
