import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { crc32, inflateRawSync } from 'zlib';
import { makeTorchArchive } from '../__testUtils__/makeTorchArchive';
import { inspect, InspectOptions } from '../inspect';
import { InspectionContext } from '../reader/InspectionContext';
import { bytesSource } from '../source/ByteSource';
import { isZip } from '../zip/isZip';
import { ZipArchive } from '../zip/ZipArchive';
import { STORED, ZipEntry } from '../zip/ZipEntry';

const FOLDER = path.resolve(__dirname, '../../fixtures/torch');
const rules = (bytes: Uint8Array, options?: InspectOptions) =>
  inspect(bytesSource(bytes), options).findings.map(({ rule }) => rule);
const entriesOf = (bytes: Uint8Array) =>
  new ZipArchive(
    bytesSource(bytes),
    new InspectionContext({ format: 'unknown' }),
  ).entries;
const flipped = (bytes: Uint8Array, at: number, bit: number) => {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 1 << bit;
  return copy;
};

/** A deflated stream ends on bits that belong to nothing: with them flipped, it holds the same. */
const isSame = (entry: ZipEntry, before: Uint8Array, after: Uint8Array) => {
  const start = entry.dataOffset;
  const end = start + entry.compressedSize;
  if (entry.method === STORED) {
    return false;
  }
  try {
    return inflateRawSync(after.subarray(start, end)).equals(
      inflateRawSync(before.subarray(start, end)),
    );
  } catch {
    return false;
  }
};

const archives = readdirSync(FOLDER)
  .map(name => ({ name, bytes: readFileSync(path.join(FOLDER, name)) }))
  .filter(({ bytes }) => isZip(bytes));

describe('one flipped bit', () => {
  it('has many archives to be looked for in', () => {
    expect(archives.length).toBeGreaterThan(15);
  });

  it.each(archives)('is found in every member of $name', ({ bytes }) => {
    const passedOver: string[] = [];
    for (const entry of entriesOf(bytes)) {
      const { name, dataOffset } = entry;
      const last = entry.compressedSize - 1;
      for (const at of last < 0 ? [] : new Set([0, last >> 1, last])) {
        const changed = flipped(bytes, dataOffset + at, at % 8);
        const found = rules(changed);
        if (
          !isSame(entry, bytes, changed) &&
          !found.includes('zip/crc-mismatch') &&
          !found.includes('zip/unreadable-member')
        ) {
          passedOver.push(`${name} at ${at}: ${found}`);
        }
      }
    }
    expect(passedOver).toEqual([]);
  });

  it('is not looked for in more bytes than the limit, and that is said', () => {
    const source = makeTorchArchive({
      tensors: 3,
      storageBytes: 1600,
    }).source();
    const bytes = Uint8Array.from(source.read(0, source.size));
    const [, storage] = entriesOf(bytes);
    const changed = flipped(bytes, storage.dataOffset, 3);
    expect(rules(changed)).toEqual(['zip/crc-mismatch']);
    expect(
      inspect(bytesSource(changed), { limits: { checksumBytes: 4799 } }),
    ).toMatchObject({
      status: 'clean',
      findings: [
        {
          rule: 'zip/crc-unchecked',
          severity: 'info',
          params: { members: 3, bytes: 4800 },
        },
      ],
    });
  });

  it('is looked for by the function that is given', () => {
    const [{ bytes }] = archives;
    const seen: number[] = [];
    expect(
      rules(bytes, {
        crc32: (data, before) => {
          seen.push(data.length);
          return crc32(data, before);
        },
      }),
    ).toEqual([]);
    expect(seen.length).toBeGreaterThanOrEqual(entriesOf(bytes).length);
    expect(rules(bytes, { crc32: () => 1 })).toContain('zip/crc-mismatch');
  });
});
