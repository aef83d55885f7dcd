import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { PageStack } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { formatShare } from '../format/quantity';
import { ModelFrame } from '../model/ModelFrame';
import { ModelAddress } from '../model/useModel';
import { Sources } from '../serving/Sources';
import { useDeployments } from '../serving/useDeployments';
import { mlModelsTranslationRef } from '../translation';
import { armShares, WEIGHT_SOURCES } from './armShares';
import { WeightBar } from './WeightBar';

/** Which version gets how much: as asked for, as set, as measured. */
export function RolloutContent() {
  return (
    <ModelFrame presentOnly>
      {page => <Rollouts address={page.address} />}
    </ModelFrame>
  );
}

function Rollouts(props: { address: ModelAddress }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const query = useDeployments(props.address);
  return (
    <QueryView query={query} what={t('rollout.title')} height={200}>
      {({ rollouts, sources }) => (
        <PageStack>
          <Sources sources={sources} />
          {rollouts.map((rollout, index) => (
            <Rollout key={index} rollout={rollout} />
          ))}
          {rollouts.length === 0 && (
            <Panel title={t('rollout.title')}>
              <EmptyState
                title={
                  sources.length > 0
                    ? t('rollout.none')
                    : t('workload.notObserved')
                }
              />
            </Panel>
          )}
        </PageStack>
      )}
    </QueryView>
  );
}

function Rollout(props: { rollout: Wire['Rollout'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { rollout } = props;
  const { cluster, mode, name, namespace, phase, source, warnings } = rollout;
  return (
    <Panel
      title={[cluster, namespace, `${source} ${name}`]
        .filter(Boolean)
        .join(' / ')}
      action={
        <Typography variant="body2">
          {t('rollout.state', { mode, phase })}
        </Typography>
      }
    >
      <PageStack>
        {warnings.length > 0 && (
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {warnings.map((warning, index) => (
              <Typography component="li" variant="body2" key={index}>
                <VerdictGlyph
                  look={{ glyph: 'triangle', tone: 'warning' }}
                  size={12}
                />{' '}
                {warning.message}{' '}
                <Box component="code" sx={{ color: 'text.secondary' }}>
                  {warning.id}
                </Box>
              </Typography>
            ))}
          </Box>
        )}
        <Box>
          {WEIGHT_SOURCES.map(item => (
            <WeightBar
              key={item}
              source={item}
              shares={armShares(rollout, item)}
            />
          ))}
        </Box>
        <Arms arms={rollout.arms} />
      </PageStack>
    </Panel>
  );
}

function Arms(props: { arms: Wire['Rollout']['arms'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const share = (weight: number | null) =>
    weight === null ? t('common.unknown') : formatShare(weight);
  return (
    <DataTable
      label={t('rollout.arms')}
      rows={props.arms}
      rowKey={(_, index) => String(index)}
      columns={[
        { id: 'role', header: t('rollout.role'), render: arm => arm.role },
        {
          id: 'ref',
          header: t('rollout.target'),
          render: arm => <code>{arm.ref}</code>,
        },
        {
          id: 'version',
          header: t('models.column.version'),
          render: arm => arm.version ?? t('common.unknown'),
        },
        ...WEIGHT_SOURCES.map(source => ({
          id: source,
          header: t(`rollout.source.${source}`),
          numeric: true,
          render: (arm: Wire['Rollout']['arms'][number]) =>
            share(arm.weights[source]),
        })),
      ]}
    />
  );
}
