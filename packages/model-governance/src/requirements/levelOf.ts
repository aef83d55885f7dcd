import type { RequirementId, RequirementLevel } from './Requirement';
import type { Judgement } from './judges';

/** What each requirement rests on; a review is the word of a person. */
const RESTS_ON: Readonly<Record<RequirementId, 'declared' | 'measured'>> = {
  inventory: 'measured',
  owner: 'declared',
  tier: 'declared',
  license: 'declared',
  'intended-use': 'declared',
  task: 'declared',
  limitations: 'declared',
  components: 'measured',
  integrity: 'measured',
  scan: 'measured',
  drift: 'measured',
  review: 'declared',
  response: 'measured',
  'base-model': 'declared',
};

/**
 * How well a judgement is known; what nobody knows is unknown. None is `verified`: bytes that equal a declared digest
 * are measured against their owner's own text.
 */
export function levelOf(
  id: RequirementId,
  { state }: Judgement,
): RequirementLevel {
  return state === 'unknown' ? 'unknown' : RESTS_ON[id];
}
