import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { mlModelsTranslationRef } from '../translation';

type Fact =
  | Wire['DataPlaneFact']
  | Wire['AuthorizationFact']
  | Wire['DecryptionFact']
  | Wire['YesNoFact'];

/** A value with how it is known; the evidence says why. */
export function FactChip(props: {
  label: string;
  fact: Fact;
  hideLabel?: boolean;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { label, fact, hideLabel } = props;
  return (
    <VerdictChip
      label={label}
      hideLabel={hideLabel}
      verdict={{
        word: fact.value,
        level: fact.level,
        concern: 'none',
        reason: t('workload.fact', {
          label,
          value: fact.value,
          level: t(`level.${fact.level}`),
        }),
        evidence: fact.evidence,
      }}
    />
  );
}
