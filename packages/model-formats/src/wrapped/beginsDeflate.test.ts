import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beginsDeflate } from './beginsDeflate';

const HEADER = 2;

/** Bytes that zlib itself gives before it refuses the rest, if it does. */
function inflated(bytes: Uint8Array): number {
  try {
    return inflateSync(bytes).length;
  } catch (error) {
    // What is only cut off has begun well.
    return (error as { code?: string }).code === 'Z_BUF_ERROR' ? 1 : 0;
  }
}

describe('beginsDeflate', () => {
  it('takes what zlib writes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 0, max: 9 }),
        (content, level) => {
          const bytes = deflateSync(content, { level });
          const end = Math.min(64, bytes.length);
          expect(beginsDeflate(bytes, HEADER, end)).toBe(true);
        },
      ),
    );
  });

  it('refuses nothing that zlib takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), noise => {
        const bytes = Uint8Array.from([0x78, 0x9c, ...noise]);
        fc.pre(!beginsDeflate(bytes, HEADER, 64));
        expect(inflated(bytes)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });
});
