import { useAppSearchParams } from '@backstage/frontend-plugin-api';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { PageStack, Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { ModelPageProps } from '../model/ModelFrame';
import { useVersion } from '../model/useModel';
import { VersionSelect } from '../model/VersionSelect';
import { mlModelsTranslationRef } from '../translation';
import { Compatibility } from './Compatibility';
import { compareValues } from './compareValues';
import { FileDifference } from './FileDifference';
import { useVersionDifference } from './useVersionDifference';
import { WhatChanged } from './WhatChanged';

/** What differs between two versions, and whether callers notice; the pair is in the URL. */
export function CompareVersions(props: { page: ModelPageProps }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const [params, setParams] = useAppSearchParams();
  const { versions } = props.page.model;
  const after = params.get('to') ?? versions[0].version;
  const before = params.get('from') ?? versions[1].version;
  const choose = (name: 'from' | 'to') => (version: string) =>
    setParams(current => {
      const next = new URLSearchParams(current);
      next.set(name, version);
      return next;
    });
  return (
    <Panel title={t('compare.title')}>
      <PageStack>
        <Row gap={2}>
          <VersionSelect
            label={t('compare.from')}
            versions={versions}
            value={before}
            onChange={choose('from')}
          />
          <VersionSelect
            label={t('compare.to')}
            versions={versions}
            value={after}
            onChange={choose('to')}
          />
        </Row>
        <Difference page={props.page} before={before} after={after} />
        <Comparison page={props.page} before={before} after={after} />
      </PageStack>
    </Panel>
  );
}

interface ComparedVersions {
  page: ModelPageProps;
  before: string;
  after: string;
}

function Difference(props: ComparedVersions) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { page, before, after } = props;
  const query = useVersionDifference(page.address, { from: before, to: after });
  return (
    <QueryView query={query} what={t('compare.what')}>
      {difference => (
        <PageStack>
          <WhatChanged difference={difference} />
          {difference.files.length === 1 &&
          difference.files[0].state === 'changed' ? null : (
            <Compatibility verdict={difference.compatibility} reasons={[]} />
          )}
          {difference.files.map(file => (
            <FileDifference
              key={file.path}
              file={file}
              from={before}
              to={after}
            />
          ))}
        </PageStack>
      )}
    </QueryView>
  );
}

function Comparison(props: ComparedVersions) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, view } = props.page;
  const before = useVersion(address, props.before, view.asOf);
  const after = useVersion(address, props.after, view.asOf);
  return (
    <QueryView
      query={before}
      what={t('model.versionWhat', { version: props.before })}
    >
      {was => (
        <QueryView
          query={after}
          what={t('model.versionWhat', { version: props.after })}
        >
          {is => <ComparisonTable before={was} after={is} />}
        </QueryView>
      )}
    </QueryView>
  );
}

function ComparisonTable(props: {
  before: Wire['ModelVersion'];
  after: Wire['ModelVersion'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { before, after } = props;
  const rows = compareValues(before.artifacts, after.artifacts);
  if (rows.length === 0) {
    return (
      <Typography color="text.secondary">{t('compare.nothing')}</Typography>
    );
  }
  return (
    <DataTable
      label={t('compare.values')}
      rows={rows}
      rowKey={row => `${row.direction} ${row.name}`}
      isMarked={row => row.change !== 'same'}
      columns={[
        {
          id: 'direction',
          header: t('compare.direction'),
          render: row => t(`compare.${row.direction}`),
        },
        {
          id: 'name',
          header: t('tensors.name'),
          render: row => <code>{row.name}</code>,
        },
        {
          id: 'before',
          header: before.version,
          render: row => row.before ?? t('common.none'),
        },
        {
          id: 'after',
          header: after.version,
          render: row => row.after ?? t('common.none'),
        },
        {
          id: 'change',
          header: t('compare.change'),
          render: row => t(`compare.${row.change}`),
        },
      ]}
    />
  );
}
