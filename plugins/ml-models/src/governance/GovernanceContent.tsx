import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { Actor } from '../components/Actor';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { Time } from '../components/Time';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { VersionFrame, VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { decisionWord } from './decisionWord';
import { DriftPanel } from './DriftPanel';
import { RequirementBoard } from './RequirementBoard';
import { Reviews } from './Reviews';
import { Standing } from './Standing';

/** Who decided what, on which evidence, and what happens next. */
export function GovernanceContent() {
  return (
    <VersionFrame presentOnly>
      {page => <Governance page={page} />}
    </VersionFrame>
  );
}

function useAssessment(page: VersionPageProps): ApiQuery<Wire['Assessment']> {
  const { modelRef, namespace, name } = page.address;
  const { version } = page;
  return useApiQuery(`assessment ${modelRef} ${version}`, client =>
    answerOf(
      client.request(
        'get',
        '/models/{namespace}/{name}/versions/{version}/assessment',
        {
          params: { path: { namespace, name, version } },
        },
      ),
    ),
  );
}

function Governance(props: { page: VersionPageProps }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { page } = props;
  const query = useAssessment(page);
  return (
    <>
      <QueryView query={query} what={t('governance.what')} height={200}>
        {assessment => (
          <>
            <Standing assessment={assessment} owner={page.model.owner} />
            <Reviews
              page={page}
              reviews={assessment.reviews}
              onDecided={() => {
                query.retry();
                page.reload();
              }}
            />
          </>
        )}
      </QueryView>
      <DriftPanel
        page={page}
        thresholds={query.value?.thresholds}
        verdicts={query.value?.metrics}
      />
      {query.value && (
        <>
          <RequirementBoard requirements={query.value.requirements} />
          <Decisions decisions={query.value.decisions} />
        </>
      )}
    </>
  );
}

function Decisions(props: { decisions: Wire['Assessment']['decisions'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Panel title={t('governance.decisions')}>
      {props.decisions.length === 0 ? (
        <EmptyState title={t('governance.noDecisions')} />
      ) : (
        <DataTable
          label={t('governance.decisions')}
          rows={props.decisions}
          rowKey={(_, index) => String(index)}
          columns={[
            {
              id: 'at',
              header: t('drift.at'),
              render: item => <Time at={item.at} />,
            },
            {
              id: 'type',
              header: t('governance.decided'),
              render: item => decisionWord(t, item.type),
            },
            {
              id: 'reason',
              header: t('drift.reason'),
              render: item => item.reason,
            },
            {
              id: 'by',
              header: t('governance.by'),
              render: item => item.by && <Actor actor={item.by} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
