import fc from 'fast-check';
import { ExactSum } from './ExactSum';

describe('ExactSum', () => {
  it('is that of big integers', () => {
    const value = fc.oneof(
      fc.nat(),
      fc.maxSafeNat(),
      fc.bigInt({ min: 0n, max: 2n ** 64n }),
    );
    fc.assert(
      fc.property(fc.array(value), values => {
        const sum = new ExactSum();
        values.forEach(item => sum.add(item));
        const exact = values.reduce<bigint>(
          (all, item) => all + BigInt(item),
          0n,
        );
        expect(sum.text()).toBe(String(exact));
      }),
    );
  });
});
