import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import type { ViewContext } from './ViewContext';

type Verdict = Wire['Verdict'];

/**
 * A verdict whose document is not there as it was recorded says nothing: it is unknown, with the reason. What was
 * bad stays bad.
 */
export function doubted(
  verdict: Verdict,
  faults: ViewContext['faults'],
): Verdict {
  const fault = verdict.evidence
    .filter(({ role }) => role === 'decides')
    .map(({ value }) =>
      typeof value === 'string' ? faults?.get(value) : undefined,
    )
    .find(found => found !== undefined);
  if (!fault || verdict.concern === 'bad') {
    return verdict;
  }
  const { remedy: _remedy, command: _command, ...rest } = verdict;
  return {
    ...rest,
    word: 'unknown',
    level: 'unknown',
    concern: 'attention',
    reason: `what was recorded cannot be relied on: ${fault.message}`,
    id: 'trust.document.faulty',
    params: { code: fault.code, fault: fault.message },
  };
}

/** Digests of the documents that the trust strip rests on; those of the scan are the inspections. */
export function evidenceOf(
  trust: Pick<Wire['Trust'], 'signature' | 'sbom' | 'card'>,
): string[] {
  return [trust.signature, trust.sbom, trust.card].flatMap(({ evidence }) =>
    evidence.flatMap(({ role, value }) =>
      role === 'decides' && typeof value === 'string' ? [value] : [],
    ),
  );
}
