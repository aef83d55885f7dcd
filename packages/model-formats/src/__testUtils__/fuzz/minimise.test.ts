import { minimise } from './minimise';

describe('minimise', () => {
  it('keeps only what the failure needs', () => {
    const bytes = Uint8Array.from({ length: 1_001 }, (_, i) => i);
    const fails = (candidate: Uint8Array) =>
      candidate.includes(0xfe) && candidate.indexOf(7) > 0;
    expect([...minimise(bytes, fails)].filter(byte => byte !== 0)).toEqual(
      expect.arrayContaining([7, 0xfe]),
    );
    expect(minimise(bytes, fails).length).toBeLessThanOrEqual(3);
  });

  it('cuts at the very end', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect([...minimise(bytes, ({ [0]: first }) => first === 1)]).toEqual([1]);
  });
});
