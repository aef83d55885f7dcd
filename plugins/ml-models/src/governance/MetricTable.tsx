import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { Time } from '../components/Time';
import { VerdictChip } from '../components/verdict/VerdictChip';
import { formatExact } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';
import { scoresOf } from './measurements';
import { Sparkline } from './Sparkline';

/** One row per metric, each with its own verdict: none speaks for another. */
export function MetricTable(props: {
  metrics: readonly Wire['MetricVerdict'][];
  measurements: readonly Wire['DriftMeasurement'][];
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { measurements, metrics } = props;
  return (
    <DataTable
      label={t('drift.metrics')}
      rows={metrics}
      rowKey={({ metric }) => metric}
      columns={[
        {
          id: 'metric',
          header: t('drift.metric'),
          render: ({ metric }) => <code>{metric}</code>,
        },
        {
          id: 'verdict',
          header: t('drift.verdict'),
          render: ({ metric, verdict }) => (
            <VerdictChip label={metric} hideLabel verdict={verdict} />
          ),
        },
        {
          id: 'score',
          header: t('drift.last'),
          numeric: true,
          render: ({ score }) => score ?? t('common.unknown'),
        },
        {
          id: 'threshold',
          header: t('drift.line'),
          numeric: true,
          render: ({ threshold }) => threshold ?? t('common.none'),
        },
        {
          id: 'samples',
          header: t('drift.samples'),
          numeric: true,
          render: ({ samples }) =>
            samples === undefined
              ? t('common.notStated')
              : formatExact(samples),
        },
        {
          id: 'age',
          header: t('drift.age'),
          render: ({ measuredAt, recordedAt }) => (
            <Time at={measuredAt ?? recordedAt} display="age" />
          ),
        },
        {
          id: 'course',
          header: t('drift.course'),
          render: ({ metric, threshold }) => (
            <Sparkline
              scores={scoresOf(measurements, metric)}
              threshold={threshold ?? null}
            />
          ),
        },
      ]}
    />
  );
}
