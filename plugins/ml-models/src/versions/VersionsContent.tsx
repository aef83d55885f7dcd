import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Digest } from '../components/Digest';
import { EmptyState } from '../components/EmptyState';
import { Panel } from '../components/Panel';
import { Bytes } from '../components/Quantity';
import { RiskWord, ScanWord, StageWord } from '../components/StateWord';
import { Time } from '../components/Time';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { ModelFrame } from '../model/ModelFrame';
import { TabLink } from '../model/TabLink';
import { ModelAddress } from '../model/useModel';
import { servedVerdict } from '../served/servedVerdict';
import { servedShare } from '../served/servedWords';
import { mlModelsTranslationRef } from '../translation';
import { CompareVersions } from './CompareVersions';

/** Every version, and what changed for callers between two of them. */
export function VersionsContent() {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <ModelFrame>
      {page => (
        <>
          <Panel title={t('versions.title')}>
            <VersionTable
              address={page.address}
              versions={page.model.versions}
            />
          </Panel>
          {page.model.versions.length > 1 && <CompareVersions page={page} />}
        </>
      )}
    </ModelFrame>
  );
}

function VersionTable(props: {
  address: ModelAddress;
  versions: readonly Wire['VersionSummary'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  if (props.versions.length === 0) {
    return <EmptyState title={t('model.noVersion')} />;
  }
  return (
    <DataTable
      label={t('versions.title')}
      rows={props.versions}
      rowKey={version => version.manifestDigest}
      columns={[
        {
          id: 'version',
          header: t('models.column.version'),
          render: version => (
            <VersionName address={props.address} version={version} />
          ),
        },
        {
          id: 'digest',
          header: t('glance.setDigest'),
          render: version => <Digest digest={version.manifestDigest} />,
        },
        {
          id: 'stage',
          header: t('models.column.stage'),
          render: version => <StageCell version={version} />,
        },
        {
          id: 'risk',
          header: t('facet.risk'),
          render: version => <RiskWord risk={version.risk} />,
        },
        {
          id: 'scan',
          header: t('facet.scan'),
          render: version => <ScanWord scan={version.scan} />,
        },
        {
          id: 'format',
          header: t('models.column.format'),
          render: version => version.formats.join(', '),
        },
        {
          id: 'size',
          header: t('glance.size'),
          numeric: true,
          render: version => <Bytes bytes={version.size} />,
        },
        {
          id: 'created',
          header: t('versions.created'),
          render: version => <Time at={version.createdAt} />,
        },
      ]}
    />
  );
}

function VersionName(props: {
  address: ModelAddress;
  version: Wire['VersionSummary'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { version, labels, baseVersion, changelogUrl } = props.version;
  const others = labels.filter(label => label !== version);
  return (
    <>
      <TabLink address={props.address} version={version}>
        <strong>{version}</strong>
      </TabLink>
      {others.length > 0 && (
        <Typography variant="body2" color="text.secondary">
          {t('versions.alsoLabelled', { labels: others.join(', ') })}
        </Typography>
      )}
      {baseVersion && (
        <Typography variant="body2" color="text.secondary">
          {t('versions.basedOn', { version: baseVersion })}
        </Typography>
      )}
      {changelogUrl && /^https?:/i.test(changelogUrl) && (
        <div>
          <Link to={changelogUrl}>{t('versions.changelog')}</Link>
        </div>
      )}
    </>
  );
}

function StageCell(props: { version: Wire['VersionSummary'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { stage, blocked, deprecation, inService } = props.version;
  return (
    <>
      <StageWord stage={stage} />
      {inService && (
        <VerdictChip
          label={t('served.label')}
          verdict={{
            ...servedVerdict(t, inService),
            word: servedShare(t, inService) || t('versions.served'),
          }}
        />
      )}
      {(blocked ?? deprecation) && (
        <Typography variant="body2" color="text.secondary">
          {blocked?.reason ?? deprecation?.reason}
        </Typography>
      )}
    </>
  );
}
