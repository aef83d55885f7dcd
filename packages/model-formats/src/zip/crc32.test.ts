import fc from 'fast-check';
import { crc32 as reference } from 'zlib';
import { crc32 } from './crc32';

describe('crc32', () => {
  it('equals zlib', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        expect(crc32(bytes)).toBe(reference(bytes));
      }),
    );
  });

  it('goes on from the bytes in front', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (front, rest) => {
        expect(crc32(rest, crc32(front))).toBe(
          reference(Buffer.concat([front, rest])),
        );
      }),
    );
  });
});
