import type { MtlsDeclared, MtlsObserved, MtlsVerdict } from '../types';
import { combineMtls } from './verdict';

const OBSERVED: MtlsObserved[] = [
  'mtls_only',
  'mixed',
  'plaintext_only',
  'no_traffic',
  'not_measurable',
];

const TABLE: [MtlsDeclared, MtlsVerdict[]][] = [
  [
    'required',
    [
      'enforced-confirmed',
      'contradiction',
      'contradiction',
      'enforced-unconfirmed',
      'enforced-unconfirmed',
    ],
  ],
  [
    'optional',
    [
      'used-not-enforced',
      'partly-plaintext',
      'plaintext',
      'not-enforced-unmeasured',
      'not-enforced-unmeasured',
    ],
  ],
  [
    'refused',
    ['contradiction', 'contradiction', 'plaintext', 'plaintext', 'plaintext'],
  ],
  [
    'none',
    ['contradiction', 'contradiction', 'plaintext', 'plaintext', 'plaintext'],
  ],
  ['unknown', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
];

describe('combineMtls', () => {
  it.each(TABLE)('%s', (declared, verdicts) => {
    expect(OBSERVED.map(observed => combineMtls(declared, observed))).toEqual(
      verdicts,
    );
  });

  it('confirms only what is required and measured', () => {
    const confirmed = TABLE.flatMap(([declared]) =>
      OBSERVED.filter(
        observed => combineMtls(declared, observed) === 'enforced-confirmed',
      ).map(observed => [declared, observed]),
    );
    expect(confirmed).toEqual([['required', 'mtls_only']]);
  });
});
