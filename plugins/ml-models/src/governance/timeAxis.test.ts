import { scaleTime } from '@visx/scale';
import { tickFormat, timeDomain } from './timeAxis';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-20T12:00:00Z');

/** What stands below an axis over these instants. */
function ticksOf(times: number[]): string[] {
  const domain = timeDomain(times);
  const scale = scaleTime({ domain, range: [0, 600] });
  return scale.ticks(5).map(tickFormat(domain, 'en-GB'));
}

describe('timeDomain', () => {
  it.each([
    ['one measurement', [NOON]],
    ['two in the same second', [NOON, NOON + 12]],
    ['a week', [NOON - 7 * 86_400_000, NOON]],
  ])('does not go beyond the last of %s', (_, times) => {
    const [first, last] = timeDomain(times);
    expect(last).toBe(NOON + (times[1] === NOON + 12 ? 12 : 0));
    expect(first).toBeLessThan(last);
  });
});

describe('tickFormat', () => {
  it('tells no milliseconds of a short span', () => {
    for (const tick of ticksOf([NOON, NOON + 12])) {
      expect(tick).toMatch(/^\d\d:\d\d$/);
    }
  });

  it('names days where there are days, and months where there are years', () => {
    expect(ticksOf([NOON - 20 * 86_400_000, NOON])[0]).toMatch(
      /^\d+ [A-Z][a-z]+$/,
    );
    expect(ticksOf([NOON - 900 * 86_400_000, NOON])[0]).toMatch(
      /^[A-Z][a-z]+ \d{4}$/,
    );
  });

  it('never says the same twice', () => {
    for (const days of [0, 0.01, 0.3, 1, 2, 3, 5, 30, 400]) {
      const ticks = ticksOf([NOON - days * 86_400_000, NOON]);
      expect(new Set(ticks).size).toBe(ticks.length);
    }
  });
});
