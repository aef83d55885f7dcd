import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { DeclaredState } from '../ModelState';

/** How much of a model card is written. */
export function cardVerdict(
  declaration: Pick<DeclaredState, 'card' | 'at'> | undefined,
): Wire['Verdict'] {
  const card = declaration?.card;
  if (!card) {
    return {
      word: 'no card',
      level: 'unknown',
      concern: 'attention',
      reason: 'no model card is declared',
      id: 'trust.card.none',
      evidence: [],
      remedy: 'spec:\n  card: MODEL_CARD.md',
    };
  }
  // rounded down: 99.6 % is not complete
  const percent = Math.floor(card.completeness * 100);
  const { missing } = card;
  return {
    word: `${percent} %`,
    level: 'declared',
    concern: 'none',
    reason:
      missing.length === 0
        ? 'the model card has every section that is looked for'
        : `the model card lacks ${missing.join(', ')}`,
    id: missing.length === 0 ? 'trust.card.complete' : 'trust.card.incomplete',
    params: { percent, missing: missing.join(', ') },
    evidence: [
      {
        role: 'decides',
        ref: `sections read from ${card.path}`,
        why: `${percent} % of the sections are written`,
        value: card.digest,
        at: declaration.at,
      },
    ],
    ...(missing.length > 0 && {
      remedy: `in ${card.path}:\n${missing
        .map(section => `## ${section}`)
        .join('\n')}`,
    }),
    at: declaration.at,
  };
}
