import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { ExplainedVerdict } from '../components/verdict/verdictLook';
import { mlModelsTranslationRef } from '../translation';

type DeclaredDigest = Wire['DeclaredDigest'];

/**
 * Digests that a file declares of its own content. One that agrees is measured,
 * never verified: whoever changes the content can change the digest with it.
 */
export function DeclaredDigests(props: { digests: readonly DeclaredDigest[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <DataTable
      label={t('declaredDigests.title')}
      rows={props.digests}
      rowKey={(digest, index) => `${index} ${digest.name}`}
      columns={[
        {
          id: 'name',
          header: t('declaredDigests.name'),
          render: digest => <code>{digest.name}</code>,
        },
        {
          id: 'outcome',
          header: t('declaredDigests.outcome'),
          render: digest => (
            <VerdictChip
              label={digest.name}
              hideLabel
              verdict={verdictOf(digest)}
            />
          ),
        },
        {
          id: 'declared',
          header: t('declaredDigests.declared'),
          render: digest => (
            <code style={{ overflowWrap: 'anywhere' }}>{digest.declared}</code>
          ),
        },
      ]}
    />
  );

  function verdictOf(digest: DeclaredDigest): ExplainedVerdict {
    const { name, declared, computed, outcome, reason } = digest;
    const level = { match: 'measured', mismatch: 'measured' } as const;
    return {
      word: t(`declaredDigests.${outcome}`),
      level: outcome === 'not_computed' ? 'unknown' : level[outcome],
      concern: outcome === 'mismatch' ? 'bad' : 'none',
      reason: reason ?? t(`declaredDigests.why.${outcome}`),
      evidence: [
        {
          role: computed === null ? 'ignored' : 'decides',
          ref: name,
          value: declared,
          why: t('declaredDigests.declaredWhy'),
        },
        ...(computed === null
          ? []
          : [
              {
                role: 'decides' as const,
                value: computed,
                ref: t('declaredDigests.computed'),
                why: t('declaredDigests.computedWhy'),
              },
            ]),
      ],
    };
  }
}
