import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { answerOf } from '../api/answerOf';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { QueryView } from '../components/QueryView';
import { RiskWord, StageWord } from '../components/StateWord';
import { Time } from '../components/Time';
import { ApiQuery, useApiQuery } from '../hooks/useApiQuery';
import { VersionFrame, VersionPageProps } from '../model/VersionFrame';
import { mlModelsTranslationRef } from '../translation';
import { DriftPanel } from './DriftPanel';
import { nextStep } from './nextStep';
import { RequirementBoard } from './RequirementBoard';
import { Reviews } from './Reviews';

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
            <Position assessment={assessment} />
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
      <DriftPanel page={page} thresholds={query.value?.thresholds} />
      {query.value && (
        <>
          <RequirementBoard requirements={query.value.requirements} />
          <Decisions decisions={query.value.decisions} />
        </>
      )}
    </>
  );
}

function Position(props: { assessment: Wire['Assessment'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { tier, decision, stage, reason } = props.assessment;
  const next = nextStep(props.assessment);
  return (
    <Panel title={t('governance.title')}>
      <Row gap={3}>
        <span>
          {t('governance.tier')} <strong>{tier.effective}</strong>{' '}
          {tier.declared === null
            ? t('governance.tierUndeclared')
            : t('governance.tierDeclared', { tier: tier.declared })}
        </span>
        {stage && <StageWord stage={stage} />}
        <span>
          {t('governance.decision')} <RiskWord risk={decision} />
        </span>
      </Row>
      <Typography sx={{ mt: 1 }}>{tier.reason}</Typography>
      {reason !== tier.reason && <Typography>{reason}</Typography>}
      <Box
        sx={{ mt: 1, pl: 1.5, borderLeft: '4px solid', borderColor: 'divider' }}
      >
        <Typography>
          <strong>{t('governance.next')}</strong> {nextSentence(t, next)}
        </Typography>
      </Box>
    </Panel>
  );
}

type Translate = ReturnType<
  typeof useTranslationRef<(typeof mlModelsTranslationRef)['T']>
>['t'];

function nextSentence(t: Translate, next: ReturnType<typeof nextStep>) {
  switch (next.key) {
    case 'review':
      return t('governance.step.review', next.params);
    case 'waiver':
      return t('governance.step.waiver', next.params);
    case 'gap':
      return t('governance.step.gap', next.params);
    default:
      return t(`governance.step.${next.key}`);
  }
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
              render: item => item.type,
            },
            {
              id: 'reason',
              header: t('drift.reason'),
              render: item => item.reason,
            },
            { id: 'by', header: t('governance.by'), render: item => item.by },
          ]}
        />
      )}
    </Panel>
  );
}
