import { RISK_TIERS } from '@ml-models/model-governance';
import type { ModelQuery } from '../ModelStore';
import type { ModelColumns } from './ModelColumns';

/** Decisions that rest on measurements being well. */
const GOOD_RISKS = ['none', 'monitor'];

type Oldest = Pick<ModelQuery, 'goodSince'>;

/** The column `risk` as of an instant. */
export interface PresentRisk {
  column: readonly number[];
  /** whether it is the same as of the instant of another query */
  holdsFor(query: Oldest): boolean;
}

/** As of now: what is well only by a measurement that has grown too old is not known. */
export function presentRisk(
  { codes, columns, goodSince }: ModelColumns,
  query: Oldest,
): PresentRisk {
  const from = oldestOf(query);
  /** by tier, the oldest measurement that still is good: the next to become too old */
  const until = from.map(() => Number.POSITIVE_INFINITY);
  const tiers = RISK_TIERS.map(tier => codes.tier.of(tier));
  const good = new Set(GOOD_RISKS.map(risk => codes.risk.of(risk)));
  const unknown = codes.risk.of('unknown');
  const column = columns.risk.map((risk, row) => {
    const tier = tiers.indexOf(columns.tier[row]);
    if (tier === -1 || !good.has(risk)) {
      return risk;
    }
    if (goodSince[row] < from[tier]) {
      return unknown;
    }
    until[tier] = Math.min(until[tier], goodSince[row]);
    return risk;
  });
  return {
    column,
    holdsFor: other =>
      oldestOf(other).every(
        (oldest, tier) => oldest >= from[tier] && oldest <= until[tier],
      ),
  };
}

/** Milliseconds since 1970 before which a measurement is too old, in the order of `RISK_TIERS`. */
function oldestOf({ goodSince }: Oldest): number[] {
  return RISK_TIERS.map(tier =>
    goodSince ? Date.parse(goodSince[tier]) : Number.NEGATIVE_INFINITY,
  );
}
