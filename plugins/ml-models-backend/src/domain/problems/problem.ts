import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

type ModelProblem = Wire['ModelProblem'];

/** Where a problem stands among the others of its concern, from the worst; `exposure` is serving that is not bad. */
export const RANKS = [
  'served',
  'blocked',
  'integrity',
  'invalid',
  'bytes',
  'shared',
  'serving',
  'signature',
  'drift',
  'review',
  'exposure',
  'scan',
  'license',
] as const;

/** About a place where the model runs rather than about a version of it. */
const PLACES: readonly string[] = ['serving', 'exposure'];

/** A problem with the place where it is sorted in. */
export interface RankedProblem {
  rank: (typeof RANKS)[number];
  problem: ModelProblem;
}

/** The worst first: bad before attention, then what concerns a version that is served, then by kind; stable. */
export function worstFirst(problems: readonly RankedProblem[]): ModelProblem[] {
  return problems
    .map(({ rank, problem }, index) => ({
      problem,
      key: [
        problem.concern === 'bad' ? 0 : 1,
        problem.inService && !PLACES.includes(rank) ? 0 : 1,
        RANKS.indexOf(rank),
        index,
      ],
    }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ problem }) => problem);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}
