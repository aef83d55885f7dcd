import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { CommandLine } from '../components/CommandLine';
import { EmptyState } from '../components/EmptyState';
import { PageStack } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { ModelFrame } from '../model/ModelFrame';
import { ModelAddress } from '../model/useModel';
import { findingCure } from '../serving/findingCure';
import { Sources } from '../serving/Sources';
import { useDeployments } from '../serving/useDeployments';
import { mlModelsTranslationRef } from '../translation';
import { Arms } from './Arms';
import { armShares, WEIGHT_SOURCES } from './armShares';
import { Legend } from './Legend';
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

function Rollout(props: { rollout: Wire['DeployedRollout'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { rollout } = props;
  const { cluster, mode, name, namespace, phase, source, stale, warnings } =
    rollout;
  return (
    <Panel
      title={[cluster, namespace, `${source} ${name}`]
        .filter(Boolean)
        .join(' / ')}
      action={
        <Typography variant="body2">
          {t('rollout.state', {
            mode: t(`rollout.mode.${mode}`),
            phase: t(`rollout.phase.${phase}`),
          })}
        </Typography>
      }
    >
      <PageStack>
        {stale && (
          <Typography variant="body2" color="text.secondary">
            {t('rollout.stale')}
          </Typography>
        )}
        {warnings.length > 0 && (
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {warnings.map((warning, index) => (
              <Typography component="li" variant="body2" key={index}>
                <VerdictGlyph
                  look={{ glyph: 'triangle', tone: 'warning' }}
                  size={12}
                />{' '}
                {warning.message}
                <Cure id={warning.id} />
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
          <Legend arms={rollout.arms} />
        </Box>
        <Arms arms={rollout.arms} />
        <CommandLine
          text={`kubectl get ${source} ${name} --namespace ${namespace} --output yaml`}
          label={t('rollout.object')}
        />
      </PageStack>
    </Panel>
  );
}

function Cure(props: { id: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const cure = findingCure(t, props.id);
  return cure ? (
    <Typography component="div" variant="body2" color="text.secondary">
      {cure}
    </Typography>
  ) : null;
}
