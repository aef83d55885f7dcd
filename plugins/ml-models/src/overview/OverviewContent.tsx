import { useState } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { PageStack, Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { StageWord } from '../components/StateWord';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { Tensors } from '../files/tensors/Tensors';
import { TensorSource } from '../files/tensors/tensorRequests';
import { ModelFrame, ModelPageProps } from '../model/ModelFrame';
import { ModelAddress, useVersion } from '../model/useModel';
import { VersionPageProps } from '../model/VersionFrame';
import { VersionSelect } from '../model/VersionSelect';
import { mlModelsTranslationRef } from '../translation';
import { AtAGlance } from './AtAGlance';
import { ModelCardPanel } from './ModelCardPanel';
import { Signature } from './Signature';

/** Is it good, may I use it, how do I call it. */
export function OverviewContent() {
  return <ModelFrame>{page => <Overview {...page} />}</ModelFrame>;
}

function Overview(page: ModelPageProps) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { model, version } = page;
  if (version === undefined) {
    return (
      <>
        <EmptyState title={t('model.noVersion')} />
        <ModelCardPanel card={model.card} />
      </>
    );
  }
  return <VersionOverview {...page} version={version} />;
}

function VersionOverview(page: VersionPageProps) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, model, version, view } = page;
  const details = useVersion(address, version, view.asOf);
  const summary = model.versions.find(
    item => item.version === version || item.labels.includes(version),
  );
  const what = t('model.versionWhat', { version });
  return (
    <>
      <HeaderLine page={page} summary={summary} />
      {model.attention && <Attention sentence={model.attention} />}
      <QueryView query={details} what={what} height={40}>
        {({ trust }) => <TrustStrip trust={trust} />}
      </QueryView>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: 'minmax(0, 2fr) minmax(0, 1fr)',
          },
        }}
      >
        <PageStack>
          <ModelCardPanel card={model.card} />
          {details.value && (
            <>
              <Signature version={details.value} declaration={model.entity} />
              <TensorPanels
                address={address}
                version={version}
                artifacts={details.value.artifacts}
              />
            </>
          )}
        </PageStack>
        <AtAGlance
          model={model}
          version={summary}
          artifacts={details.value?.artifacts}
        />
      </Box>
    </>
  );
}

function HeaderLine(props: {
  page: VersionPageProps;
  summary: Wire['VersionSummary'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { model, version, view } = props.page;
  const { declaredTier, tier } = model;
  return (
    <Row gap={2}>
      <VersionSelect
        versions={model.versions}
        value={version}
        onChange={view.setVersion}
      />
      {props.summary && <StageWord stage={props.summary.stage} />}
      <Typography component="span">
        {t('tier.name', { tier })}
        {declaredTier && declaredTier !== tier && (
          <Typography component="span" variant="body2" color="text.secondary">
            {' '}
            {t('tier.declared', { tier: declaredTier })}
          </Typography>
        )}
      </Typography>
      {model.removedFromCatalog && (
        <Typography color="text.secondary">{t('model.removed')}</Typography>
      )}
    </Row>
  );
}

function Attention(props: { sentence: string }) {
  return (
    <Typography
      sx={{ borderLeft: '4px solid', borderColor: 'warning.main', pl: 1.5 }}
    >
      {props.sentence}
    </Typography>
  );
}

function TensorPanels(props: {
  address: ModelAddress;
  version: string;
  artifacts: readonly Wire['Artifact'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, version, artifacts } = props;
  return (
    <>
      {artifacts.map(({ path, inspection }) =>
        inspection.tensors ? (
          <Panel key={`${version} ${path}`} title={t('tensors.of', { path })}>
            <SearchedTensors
              source={{ address, version, path }}
              count={inspection.tensors.count}
            />
          </Panel>
        ) : null,
      )}
    </>
  );
}

function SearchedTensors(props: { source: TensorSource; count: number }) {
  const [search, setSearch] = useState('');
  return <Tensors {...props} search={search} onSearch={setSearch} />;
}
