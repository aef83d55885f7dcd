import { Inspection } from '../../inspection/Inspection';
import { EvasionCase } from './EvasionCase';

/** What an inspection has of the kind that a case expects, to be compared with it. */
export function expectedPart(
  {
    status,
    findings,
    error,
  }: Pick<Inspection, 'status' | 'findings' | 'error'>,
  expects: EvasionCase['expects'],
) {
  if ('rule' in expects) {
    return {
      rule: findings.find(({ rule }) => rule === expects.rule)?.rule,
    };
  }
  return 'error' in expects ? { error: error?.code } : { status };
}
