import fc from 'fast-check';
import { CoveredBytes } from './CoveredBytes';

describe('CoveredBytes', () => {
  it('knows the holes that a bitmap knows', () => {
    const range = fc.record({
      start: fc.integer({ min: 0, max: 4000 }),
      length: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(range, { maxLength: 700 }), ranges => {
        const size = 5000;
        const covered = new CoveredBytes();
        const bitmap = new Uint8Array(size);
        covered.add(0, 8);
        bitmap.fill(1, 0, 8);
        for (const { start, length } of ranges) {
          covered.add(start, start + length);
          bitmap.fill(1, start, start + length);
        }
        for (const { start, end } of covered.holes(size)!) {
          expect(end - start).toBeGreaterThan(64);
          expect(bitmap.subarray(start, end).includes(1)).toBe(false);
        }
        // And none that is larger than what padding may be is left out.
        let free = 0;
        let largest = 0;
        for (const bit of bitmap) {
          free = bit ? 0 : free + 1;
          largest = Math.max(largest, free);
        }
        const found = covered.holes(size)!.map(({ start, end }) => end - start);
        expect(Math.max(64, ...found)).toBe(Math.max(64, largest));
        expect(covered.end).toBeLessThanOrEqual(size);
      }),
    );
  });

  it('gives up rather than keep a hole per byte', () => {
    const covered = new CoveredBytes();
    for (let i = 0; i < 70_000; i++) {
      covered.add(i * 1000, i * 1000 + 1);
    }
    expect(covered.holes(1e9)).toBeUndefined();
    expect(covered.end).toBe(69_999_001);
  });
});
