import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';

/** Verdict on the mutual TLS of a port, by the words of the contract. */
export type MtlsVerdict = Wire['PortPosture']['mtls']['verdict'];

type Look = Pick<Wire['Verdict'], 'level' | 'concern'>;

const LOOK: Record<MtlsVerdict, Look> = {
  'enforced-confirmed': { level: 'verified', concern: 'none' },
  'enforced-unconfirmed': { level: 'declared', concern: 'none' },
  'used-not-enforced': { level: 'measured', concern: 'attention' },
  'partly-plaintext': { level: 'measured', concern: 'bad' },
  plaintext: { level: 'measured', concern: 'bad' },
  'not-enforced-unmeasured': { level: 'declared', concern: 'attention' },
  contradiction: { level: 'measured', concern: 'bad' },
  unknown: { level: 'unknown', concern: 'none' },
};

/**
 * How the verdict on a port looks. What is only declared is no better known
 * than the data plane that would enforce it.
 */
export function mtlsLook(verdict: MtlsVerdict, dataPlane: Wire['Level']): Look {
  const look = LOOK[verdict];
  return look.level === 'declared' && dataPlane === 'inferred'
    ? { ...look, level: 'inferred' }
    : look;
}
