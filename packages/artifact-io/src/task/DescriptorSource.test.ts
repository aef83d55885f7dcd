import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '@ml-models/model-formats';
import fc from 'fast-check';
import { SOURCE_BLOCK_BYTES, SOURCE_BLOCKS } from '../limits';
import { DescriptorSource } from './DescriptorSource';

const SIZE = SOURCE_BLOCK_BYTES * (SOURCE_BLOCKS + 40) + 123;
const CONTENT = Buffer.alloc(SIZE);
for (let i = 0; i < SIZE; i += 4) {
  CONTENT.writeUInt32LE(i, Math.min(i, SIZE - 4));
}

let dir: string;
let fd: number;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'source-'));
  fd = openSync(join(dir, 'file'), 'w+');
  writeSync(fd, CONTENT);
});
afterAll(async () => {
  closeSync(fd);
  await rm(dir, { recursive: true, force: true });
});

describe('DescriptorSource', () => {
  it('reads what the file holds, wherever and however much', () => {
    const memory = bytesSource(CONTENT);
    const source = new DescriptorSource(fd, SIZE);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: SIZE }),
        fc.oneof(
          fc.integer({ min: 0, max: 64 }),
          fc.integer({ min: 0, max: 3 * SOURCE_BLOCK_BYTES }),
        ),
        (offset, wanted) => {
          const length = Math.min(wanted, SIZE - offset);
          const bytes = Buffer.from(source.read(offset, length));
          expect(bytes.equals(memory.read(offset, length))).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reads every page, more than it keeps', () => {
    const source = new DescriptorSource(fd, SIZE);
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < SIZE; at += SOURCE_BLOCK_BYTES) {
        expect(source.read(at, 1)[0]).toBe(CONTENT[at]);
      }
    }
  });

  it.each([
    [SIZE, 1],
    [SIZE - 1, 2],
    [-1, 1],
    [0, -1],
    [NaN, 1],
    [0, Infinity],
  ])('refuses %d + %d as beyond the end', (offset, length) => {
    const source = new DescriptorSource(fd, SIZE);
    expect(() => source.read(offset, length)).toThrow(
      expect.objectContaining({ code: 'TRUNCATED' }),
    );
  });

  it('says READ_ERROR when the file became shorter', () => {
    const other = openSync(join(dir, 'short'), 'w+');
    writeSync(other, CONTENT, 0, 20_000);
    ftruncateSync(other, 100);
    const source = new DescriptorSource(other, 20_000);
    for (const [offset, length] of [
      [50, 100],
      [5000, 10],
      [0, 20_000],
    ]) {
      expect(() => source.read(offset, length)).toThrow(
        expect.objectContaining({ code: 'READ_ERROR' }),
      );
    }
    closeSync(other);
  });

  it('says READ_ERROR when the descriptor is no good', () => {
    expect(() => new DescriptorSource(-1, 10).read(0, 1)).toThrow(
      expect.objectContaining({ code: 'READ_ERROR' }),
    );
  });
});
