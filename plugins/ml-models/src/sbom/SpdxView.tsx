import { useMemo } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { ErrorPanel } from '../components/ErrorPanel';
import { PageStack } from '../components/PageStack';
import { Time } from '../components/Time';
import { mlModelsTranslationRef } from '../translation';
import { readSpdx, SpdxGap, SpdxSummary } from './spdx';

/** Field of the declaration that fills a gap of the document. */
const DECLARED_IN: Partial<Record<NonNullable<SpdxGap['field']>, string>> = {
  supplier: 'spec.publisher',
  license: 'spec.license',
  description: 'metadata.description',
  downloadLocation: 'spec.artifacts[].url',
  datasets: 'spec.datasets',
};

function parse(document: string): SpdxSummary | Error {
  try {
    return readSpdx(JSON.parse(document));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Gaps first, then packages and files with their licences. */
export function SpdxView(props: { document: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const summary = useMemo(() => parse(props.document), [props.document]);
  if (summary instanceof Error) {
    return <ErrorPanel error={summary} what={t('sbom.title')} />;
  }
  return (
    <PageStack>
      {summary.created && (
        <Typography variant="body2" color="text.secondary" component="div">
          {t('sbom.created')} <Time at={summary.created} />
        </Typography>
      )}
      <Gaps gaps={summary.gaps} />
      <DataTable
        label={t('sbom.packages')}
        rows={summary.packages}
        rowKey={(item, index) => `${index} ${item.spdxId}`}
        columns={[
          {
            id: 'name',
            header: t('sbom.package'),
            render: item => item.name,
          },
          {
            id: 'version',
            header: t('models.column.version'),
            render: item => item.version ?? t('common.notStated'),
          },
          {
            id: 'license',
            header: t('glance.license'),
            render: item =>
              item.license === 'NOASSERTION'
                ? t('common.notStated')
                : item.license,
          },
          {
            id: 'supplier',
            header: t('sbom.supplier'),
            render: item => item.supplier ?? t('common.notStated'),
          },
          {
            id: 'purl',
            header: 'purl',
            render: item =>
              item.purl && (
                <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
                  {item.purl}
                </Box>
              ),
          },
        ]}
      />
      {summary.files.length > 0 && (
        <DataTable
          label={t('sbom.files')}
          rows={summary.files}
          rowKey={(item, index) => `${index} ${item.name}`}
          columns={[
            {
              id: 'name',
              header: t('sbom.file'),
              render: item => <code>{item.name}</code>,
            },
            {
              id: 'license',
              header: t('glance.license'),
              render: item =>
                item.license === 'NOASSERTION'
                  ? t('common.notStated')
                  : item.license,
            },
            {
              id: 'digest',
              header: 'SHA-256',
              render: item =>
                item.sha256 ? (
                  <Digest digest={item.sha256} />
                ) : (
                  t('common.notStated')
                ),
            },
          ]}
        />
      )}
    </PageStack>
  );
}

function Gaps(props: { gaps: readonly SpdxGap[] | undefined }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (!props.gaps) {
    return <Typography variant="body2">{t('sbom.gapsUnknown')}</Typography>;
  }
  if (props.gaps.length === 0) {
    return <Typography variant="body2">{t('sbom.noGaps')}</Typography>;
  }
  return (
    <Box>
      <Typography component="h3" variant="body2" sx={{ fontWeight: 600 }}>
        {t('sbom.gaps', { count: props.gaps.length })}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5, fontSize: 14 }}>
        {props.gaps.map((gap, index) => {
          const declaredIn = gap.field && DECLARED_IN[gap.field];
          return (
            <li key={index}>
              {gapSentence(t, gap)}
              {declaredIn && (
                <>
                  {' '}
                  {t('sbom.fillIn')} <code>{declaredIn}</code>
                </>
              )}
            </li>
          );
        })}
      </Box>
    </Box>
  );
}

type Translate = ReturnType<
  typeof useTranslationRef<(typeof mlModelsTranslationRef)['T']>
>['t'];

function gapSentence(t: Translate, { field, file, message }: SpdxGap): string {
  switch (field) {
    case undefined:
      return message;
    case 'content':
      return t('sbom.gap.content', { file: file ?? '' });
    default:
      return t(`sbom.gap.${field}`);
  }
}
