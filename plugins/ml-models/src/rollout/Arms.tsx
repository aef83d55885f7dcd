import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { StageWord } from '../components/StateWord';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { formatShare } from '../format/quantity';
import { servedWord } from '../served/servedWords';
import { mlModelsTranslationRef } from '../translation';
import { WEIGHT_SOURCES } from './armShares';

type Arm = Wire['Rollout']['arms'][number];

/** Each arm with the version behind it: stage, signature and digest, so that a bad canary is seen at once. */
export function Arms(props: { arms: readonly Arm[] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const share = (weight: number | null) =>
    weight === null ? t('common.unknown') : formatShare(weight);
  return (
    <DataTable
      label={t('rollout.arms')}
      rows={props.arms}
      rowKey={(_, index) => String(index)}
      columns={[
        {
          id: 'role',
          header: t('rollout.role'),
          render: arm => t(`rollout.roleOf.${arm.role}`),
        },
        {
          id: 'ref',
          header: t('rollout.target'),
          render: arm => <code>{arm.ref}</code>,
        },
        {
          id: 'version',
          header: t('rollout.version'),
          render: arm => <ArmVersion arm={arm} />,
        },
        {
          id: 'stage',
          header: t('models.column.stage'),
          render: ({ served }) =>
            served ? <StageWord stage={served.stage} /> : t('common.unknown'),
        },
        {
          id: 'signature',
          header: t('trust.signature'),
          render: ({ served }) =>
            t(`rollout.signature.${served?.signature ?? 'unknown'}`),
        },
        {
          id: 'digest',
          header: t('glance.setDigest'),
          render: ({ served }) =>
            served ? <Digest digest={served.digest} /> : t('common.unknown'),
        },
        ...WEIGHT_SOURCES.map(source => ({
          id: source,
          header: t(`rollout.source.${source}`),
          numeric: true,
          render: (arm: Arm) => share(arm.weights[source]),
        })),
      ]}
    />
  );
}

function ArmVersion(props: { arm: Arm }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { served, version } = props.arm;
  if (!served) {
    return <>{version ?? t('common.unknown')}</>;
  }
  return (
    <>
      {served.concern !== 'none' && (
        <>
          <VerdictGlyph
            look={verdictLook({ concern: served.concern })}
            size={12}
          />{' '}
        </>
      )}
      <strong>{served.version}</strong> {servedWord(t, served.word)}
    </>
  );
}
