import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { ErrorPanel } from '../components/ErrorPanel';
import { Panel } from '../components/Panel';
import { RiskWord } from '../components/StateWord';
import { Time } from '../components/Time';
import { usePages } from '../hooks/usePages';
import { VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { DriftChart } from './DriftChart';
import { MetricTable } from './MetricTable';

/** Measurements asked for at a time. */
const PAGE_SIZE = 100;

/** Drift over time, metric by metric. */
export function DriftPanel(props: {
  page: VersionPageProps;
  thresholds: Wire['Assessment']['thresholds'];
  verdicts: Wire['Assessment']['metrics'];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, version } = props.page;
  const { modelRef, namespace, name } = address;
  const drift = usePages<Wire['DriftMeasurement'], string>(
    `drift ${modelRef} ${version}`,
    async (client, cursor) => {
      const page = await answerOf(
        client.request(
          'get',
          '/models/{namespace}/{name}/versions/{version}/drift',
          {
            params: {
              path: { namespace, name, version },
              query: { limit: PAGE_SIZE, cursor },
            },
          },
        ),
      );
      return { items: page.items, next: page.nextCursor };
    },
  );
  const metrics = [...new Set(drift.items.map(({ metric }) => metric))];
  return (
    <Panel title={t('drift.title')}>
      {drift.error && (
        <ErrorPanel
          error={drift.error}
          what={t('drift.title')}
          retry={drift.items.length ? drift.loadMore : drift.reload}
        />
      )}
      {props.verdicts && props.verdicts.length > 0 && (
        <MetricTable metrics={props.verdicts} measurements={drift.items} />
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          mt: 2,
          gridTemplateColumns:
            'repeat(auto-fit, minmax(min(560px, 100%), 1fr))',
        }}
      >
        {metrics.map(metric => (
          <Metric
            key={metric}
            metric={metric}
            threshold={props.thresholds?.[metric]}
            measurements={drift.items.filter(item => item.metric === metric)}
          />
        ))}
      </Box>
      {!drift.loading && !drift.error && drift.items.length === 0 && (
        <EmptyState
          title={t('drift.none')}
          description={t('drift.noneDescription')}
        />
      )}
      {drift.hasMore && (
        <Button size="small" disabled={drift.loading} onClick={drift.loadMore}>
          {t('drift.older')}
        </Button>
      )}
    </Panel>
  );
}

function Metric(props: {
  metric: string;
  threshold: number | undefined;
  measurements: readonly Wire['DriftMeasurement'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { metric, measurements } = props;
  // The policy's line of today; else the one of the newest measurement.
  const threshold = props.threshold ?? measurements[0].threshold;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="h3" variant="body2" sx={{ fontWeight: 600 }}>
        {metric}
      </Typography>
      <DriftChart
        metric={metric}
        measurements={measurements}
        threshold={threshold}
      />
      <Box component="details" sx={{ mt: 1 }}>
        <Box component="summary" sx={{ cursor: 'pointer', fontSize: 14 }}>
          {t('drift.measurements', { metric })}
        </Box>
        <DataTable
          label={t('drift.measurements', { metric })}
          rows={measurements.slice(0, 10)}
          rowKey={(_, index) => String(index)}
          columns={[
            {
              id: 'at',
              header: t('drift.at'),
              render: item => <Time at={item.measuredAt ?? item.recordedAt} />,
            },
            {
              id: 'score',
              header: t('drift.score'),
              numeric: true,
              render: item => item.score,
            },
            {
              id: 'threshold',
              header: t('drift.line'),
              numeric: true,
              render: item => item.threshold ?? t('common.none'),
            },
            {
              id: 'action',
              header: t('drift.action'),
              render: item => <RiskWord risk={item.action} />,
            },
            {
              id: 'reason',
              header: t('drift.reason'),
              render: item => item.reason,
            },
            {
              id: 'by',
              header: t('drift.source'),
              render: item =>
                [item.by, item.source].filter(Boolean).join(' · '),
            },
          ]}
        />
      </Box>
    </Box>
  );
}
