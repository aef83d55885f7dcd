import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { EmptyState } from '../components/EmptyState';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { ModelFrame } from '../model/ModelFrame';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { Sources } from './Sources';
import { useDeployments } from './useDeployments';
import { WorkloadTable } from './WorkloadTable';

/** Where the model runs, and whether it is locked down. */
export function ServingContent() {
  return (
    <ModelFrame presentOnly>
      {page => <Deployments address={page.address} />}
    </ModelFrame>
  );
}

function Deployments(props: { address: ModelAddress }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const query = useDeployments(props.address);
  return (
    <QueryView query={query} what={t('workload.title')} height={200}>
      {deployments => (
        <>
          <Serving deployments={deployments} />
          <Others deployments={deployments} />
        </>
      )}
    </QueryView>
  );
}

function Serving(props: { deployments: Wire['Deployments'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { inService, sources, workloads } = props.deployments;
  const serving = workloads.filter(({ role }) => role === 'serves');
  return (
    <Panel title={t('workload.title')}>
      <Sources sources={sources} />
      {serving.length > 0 ? (
        <WorkloadTable
          title={t('workload.title')}
          workloads={serving}
          inService={inService}
        />
      ) : (
        <EmptyState
          title={t(`workload.${absence(props.deployments)}`)}
          description={t('workload.noneDescription')}
        />
      )}
    </Panel>
  );
}

/** Why no workload is shown; only the first says that there is none. */
function absence({ sources, undecided }: Wire['Deployments']) {
  if (sources.length === 0) {
    return 'notObserved';
  }
  return undecided ? 'undecided' : 'none';
}

/** A trainer and a user of a model do not serve it; what they do is said apart. */
function Others(props: { deployments: Wire['Deployments'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { inService, workloads } = props.deployments;
  const others = workloads.filter(({ role }) => role !== 'serves');
  return others.length > 0 ? (
    <Panel title={t('workload.others')}>
      <WorkloadTable
        title={t('workload.others')}
        workloads={others}
        inService={inService}
      />
    </Panel>
  ) : null;
}
