import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { PageStack } from '../components/PageStack';
import { Bytes } from '../components/Quantity';
import { mlModelsTranslationRef } from '../translation';
import { licenseOf, versionHeadline } from './versionHeadline';

const PARTS = ['bytes', 'interface', 'license', 'card'] as const;

/** What changed in one sentence, the values behind it, and what nobody compared. */
export function HeadlineOfTwo(props: {
  before: Wire['ModelVersion'];
  after: Wire['ModelVersion'];
  compatibility: Wire['CompatibilityVerdict'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { after, before, compatibility } = props;
  const headline = versionHeadline(before, after, compatibility);
  const rows = [
    {
      name: t('glance.license'),
      differs: headline.license === 'differs',
      of: (version: Wire['ModelVersion']) =>
        licenseOf(version) ?? t('common.notStated'),
    },
    {
      name: t('glance.setDigest'),
      differs: headline.bytes === 'differs',
      of: (version: Wire['ModelVersion']) => (
        <Digest digest={version.manifestDigest} />
      ),
    },
    {
      name: t('glance.size'),
      differs: before.size !== after.size,
      of: (version: Wire['ModelVersion']) => <Bytes bytes={version.size} />,
    },
    {
      name: t('models.column.stage'),
      differs: before.stage !== after.stage,
      of: (version: Wire['ModelVersion']) => t(`stage.${version.stage}`),
    },
  ].filter(({ differs }) => differs);
  return (
    <PageStack>
      <Typography sx={{ fontWeight: 600 }}>
        {PARTS.map(part =>
          t(`compare.headline.${part}.${headline[part]}`),
        ).join(', ')}
      </Typography>
      {rows.length > 0 && (
        <DataTable
          label={t('compare.facts')}
          rows={rows}
          rowKey={({ name }) => name}
          columns={[
            {
              id: 'name',
              header: t('compare.fact'),
              render: ({ name }) => name,
            },
            {
              id: 'before',
              header: before.version,
              render: ({ of }) => of(before),
            },
            {
              id: 'after',
              header: after.version,
              render: ({ of }) => of(after),
            },
          ]}
        />
      )}
      <Typography variant="body2" color="text.secondary">
        {t('compare.nobodyCompared')}
      </Typography>
    </PageStack>
  );
}
