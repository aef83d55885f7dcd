import fc from 'fast-check';
import { compareUtf8 } from './compareUtf8';

describe('compareUtf8', () => {
  it('orders as the bytes do, for any two texts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (a, b) => {
          const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
          expect(Math.sign(compareUtf8(a, b))).toBe(bytes);
        },
      ),
    );
  });

  it('puts an astral character behind U+FFFD, unlike UTF-16', () => {
    expect('\u{1f600}' < '\ufffd').toBe(true);
    expect(compareUtf8('\u{1f600}', '\ufffd')).toBeGreaterThan(0);
  });
});
