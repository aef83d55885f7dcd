import {
  MTLS_CONCERN,
  VOCABULARY,
  type Wire,
} from '@ml-models/backstage-plugin-ml-models-common';

type Mtls = Wire['PortPosture']['mtls'];

const MEASURED: Mtls['observed'][] = ['mtls_only', 'mixed', 'plaintext_only'];

/**
 * How the verdict on a port looks. What no traffic shows is declared, and no
 * better known than the data plane that would enforce it.
 */
export function mtlsLook(
  mtls: Mtls,
  dataPlane: Wire['Level'],
): Pick<Wire['Verdict'], 'level' | 'concern'> {
  return {
    concern: MTLS_CONCERN[mtls.verdict],
    level: levelOf(mtls, dataPlane),
  };
}

function levelOf(mtls: Mtls, dataPlane: Wire['Level']): Wire['Level'] {
  if (mtls.verdict === 'enforced-confirmed') {
    return 'verified';
  }
  if (mtls.verdict === 'unknown') {
    return 'unknown';
  }
  if (MEASURED.includes(mtls.observed)) {
    return 'measured';
  }
  return dataPlane === 'inferred' ? 'inferred' : 'declared';
}

/**
 * How the worst verdict of a whole model looks on a list, where only its word
 * is known. A word of the future is unknown.
 */
export function mtlsWordLook(
  word: string,
): Pick<Wire['Verdict'], 'level' | 'concern'> {
  const verdict =
    VOCABULARY.MtlsVerdict.find(known => known === word) ?? 'unknown';
  return mtlsLook(
    { verdict, declared: 'unknown', observed: 'not_measurable' },
    'declared',
  );
}
