import { inWords } from '../format/words';
import type { Translate } from '../translation';

/** Decisions that have a word of their own. */
const KNOWN = [
  'VersionApproved',
  'VersionRejected',
  'VersionBlocked',
  'VersionUnblocked',
  'ModelDeprecated',
  'ModelRetired',
  'ReviewDecided',
  'RequirementWaived',
  'RiskAssessed',
] as const;

/** What was decided; one of the future as words and not as a class name. */
export function decisionWord(t: Translate, type: string): string {
  const known = KNOWN.find(item => item === type);
  return known ? t(`governance.decisionOf.${known}`) : inWords(type);
}
