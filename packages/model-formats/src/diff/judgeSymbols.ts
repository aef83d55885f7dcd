import { Dimension, ValueInfo } from '../inspection/Inspection';
import { CompatibilityReason } from './difference';

/**
 * One symbol on several dimensions demands that they are equal: breaking
 * where the first model left them independent. Fixed dimensions that agree
 * in the first model satisfy it.
 */
export function judgeSymbols(
  before: readonly ValueInfo[],
  after: readonly ValueInfo[],
): CompatibilityReason[] {
  const past = new Map(before.map(({ name, shape }) => [name, shape]));
  const demands = new Map<string, { name: string; was: Dimension }[]>();
  for (const { name, shape } of after) {
    const was = past.get(name);
    shape?.forEach((dimension, axis) => {
      if (typeof dimension === 'string' && was?.length === shape.length) {
        const places = demands.get(dimension) ?? [];
        places.push({ name, was: was[axis] });
        demands.set(dimension, places);
      }
    });
  }
  return [...demands].flatMap(([symbol, places]) => {
    const [first] = places;
    const agree = places.every(
      ({ was }) => was === first.was && (was !== null || places.length === 1),
    );
    return agree
      ? []
      : {
          id: 'input-symbol',
          verdict: 'breaking' as const,
          message: `the inputs ${names(
            places,
          )} must now agree in the dimension “${symbol}”`,
          subject: symbol,
        };
  });
}

function names(places: { name: string }[]): string {
  return [...new Set(places.map(({ name }) => `“${name}”`))].join(', ');
}
