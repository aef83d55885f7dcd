import type { Wire } from './wire';

/** How loudly something asks for a person. @public */
export type Concern = Wire['Verdict']['concern'];

/** What the verdict on a port asks for, before anything found beside it. @public */
export const MTLS_CONCERN: Readonly<Record<Wire['MtlsVerdict'], Concern>> = {
  plaintext: 'bad',
  'partly-plaintext': 'bad',
  contradiction: 'bad',
  'not-enforced-unmeasured': 'attention',
  'used-not-enforced': 'attention',
  unknown: 'none',
  'enforced-unconfirmed': 'none',
  'enforced-confirmed': 'none',
};

/** What a finding asks for. @public */
export const SEVERITY_CONCERN: Readonly<Record<Wire['Severity'], Concern>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'attention',
  low: 'attention',
  info: 'none',
};
