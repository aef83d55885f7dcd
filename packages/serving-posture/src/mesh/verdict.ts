import type { MtlsDeclared, MtlsObserved, MtlsVerdict } from '../types';

type Row = Readonly<Record<MtlsObserved, MtlsVerdict>>;

const PLAINTEXT: Row = {
  mtls_only: 'contradiction',
  mixed: 'contradiction',
  plaintext_only: 'plaintext',
  no_traffic: 'plaintext',
  not_measurable: 'plaintext',
};

const VERDICTS: Readonly<Record<MtlsDeclared, Row>> = {
  required: {
    mtls_only: 'enforced-confirmed',
    mixed: 'contradiction',
    plaintext_only: 'contradiction',
    no_traffic: 'enforced-unconfirmed',
    not_measurable: 'enforced-unconfirmed',
  },
  optional: {
    mtls_only: 'used-not-enforced',
    mixed: 'partly-plaintext',
    plaintext_only: 'plaintext',
    no_traffic: 'not-enforced-unmeasured',
    not_measurable: 'not-enforced-unmeasured',
  },
  refused: PLAINTEXT,
  none: PLAINTEXT,
  unknown: {
    mtls_only: 'unknown',
    mixed: 'unknown',
    plaintext_only: 'unknown',
    no_traffic: 'unknown',
    not_measurable: 'unknown',
  },
};

/**
 * Combines what is declared with what is measured. Only `required` together
 * with `mtls_only` is `enforced-confirmed`.
 *
 * @public
 */
export function combineMtls(
  declared: MtlsDeclared,
  observed: MtlsObserved,
): MtlsVerdict {
  return VERDICTS[declared][observed];
}
