import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { mlModelsTranslationRef } from '../../translation';
import { Row } from '../PageStack';
import { VerdictChip } from './VerdictChip';

/** The same seven in the same order on list, page and card. */
export const TRUST_ORDER = [
  'bytes',
  'scan',
  'signature',
  'sbom',
  'card',
  'drift',
  'serving',
] as const satisfies readonly (keyof Wire['Trust'])[];

/** The seven verdicts on a model. */
export function TrustStrip(props: { trust: Wire['Trust']; compact?: boolean }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <div role="group" aria-label={t('trust.label')}>
      <Row gap={props.compact ? 0 : 0.5} oneLine={props.compact}>
        {TRUST_ORDER.map(subject => (
          <VerdictChip
            key={subject}
            label={t(`trust.${subject}`)}
            verdict={props.trust[subject]}
            compact={props.compact}
            hideLevel
          />
        ))}
      </Row>
    </div>
  );
}
