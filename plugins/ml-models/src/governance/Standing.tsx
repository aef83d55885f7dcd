import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { Panel } from '../components/Panel';
import { StageWord } from '../components/StateWord';
import { formatLocal } from '../format/time';
import { readerLocale } from '../format/locale';
import { mlModelsTranslationRef, Translate } from '../translation';
import { NextStep, nextStep, turnOf } from './nextStep';

/** Where a version stands: stage, decision, the next step and whose turn it is. */
export function Standing(props: {
  assessment: Wire['Assessment'];
  /** entity reference of the model's owner */
  owner: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { tier, decision, stage, reason } = props.assessment;
  const next = nextStep(props.assessment);
  const turn = turnOf(next);
  return (
    <Panel title={t('governance.title')}>
      <Row gap={3}>
        {stage && <StageWord stage={stage} />}
        <span>{t(`served.decision.${decision}`)}</span>
        <span>
          {t(`tier.words.${tier.effective}`)}{' '}
          {tier.declared === null
            ? t('governance.tierUndeclared')
            : t('governance.tierDeclared', { tier: tier.declared })}
        </span>
      </Row>
      <Typography sx={{ mt: 1 }}>{reason}</Typography>
      {tier.reason !== reason && (
        <Typography variant="body2" color="text.secondary">
          {tier.reason}
        </Typography>
      )}
      <Box
        sx={{ mt: 1, pl: 1.5, borderLeft: '4px solid', borderColor: 'divider' }}
      >
        <Typography>
          <strong>{t('governance.next')}</strong> {nextSentence(t, next)}
        </Typography>
        <Typography component="div">
          <strong>{t('governance.turn')}</strong>{' '}
          {t(`governance.turnOf.${turn}`)}
          {turn === 'owner' && (
            <>
              {': '}
              <EntityRefLink entityRef={props.owner} defaultKind="group" />
            </>
          )}
        </Typography>
      </Box>
    </Panel>
  );
}

function nextSentence(t: Translate, next: NextStep): string {
  switch (next.key) {
    case 'review':
      return t('governance.step.review', {
        subject: t(`review.subject.${next.params.subject}`),
      });
    case 'waiver':
      return t('governance.step.waiver', {
        requirement: next.params.requirement,
        at: formatLocal(new Date(next.params.at), readerLocale()),
      });
    case 'gap':
      return t('governance.step.gap', next.params);
    default:
      return t(`governance.step.${next.key}`);
  }
}
