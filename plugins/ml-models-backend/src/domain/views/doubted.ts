import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DocumentFaults, faultAmong } from '../faults';

type Verdict = Wire['Verdict'];

/**
 * A verdict whose document is not there as it was recorded says nothing: it is unknown, with the reason. What was
 * bad stays bad.
 */
export function doubted(verdict: Verdict, faults: DocumentFaults): Verdict {
  const fault = faultAmong(
    faults,
    verdict.evidence.flatMap(({ role, value }) =>
      role === 'decides' && typeof value === 'string' ? [value] : [],
    ),
  );
  if (!fault || verdict.concern === 'bad') {
    return verdict;
  }
  const { remedy: _remedy, command: _command, ...rest } = verdict;
  return {
    ...rest,
    word: 'unknown',
    level: 'unknown',
    concern: 'attention',
    // what else was said then is as doubtful
    evidence: verdict.evidence.filter(({ role }) => role === 'decides'),
    reason: `what was recorded cannot be relied on: ${fault.message}`,
    id: 'trust.document.faulty',
    params: { code: fault.code, fault: fault.message },
  };
}
