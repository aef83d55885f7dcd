import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { Bytes } from '../components/Quantity';
import { StageWord } from '../components/StateWord';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { mlModelsTranslationRef } from '../translation';
import { AttentionLine } from './AttentionLine';
import { InServiceCell } from './InServiceCell';
import { ModelName } from './ModelName';

/** The list as cards, for choosing: what it is for, may it be used, is it good. */
export function ModelCards(props: {
  models: readonly Wire['ModelSummary'][];
  tab?: string;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Box
      component="ul"
      aria-label={t('models.title')}
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(340px, 100%), 1fr))',
      }}
    >
      {props.models.map(model => (
        <Paper
          key={model.id}
          component="li"
          variant="outlined"
          sx={{
            p: 2,
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            alignContent: 'start',
            gap: 0.75,
            fontSize: 14,
            minWidth: 0,
          }}
        >
          <ModelName model={model} tab={props.tab} />
          <Box sx={{ color: 'text.secondary' }}>
            {[model.task, model.license ?? t('models.noLicense'), model.format]
              .filter(Boolean)
              .join(' · ')}
            {model.size && (
              <>
                {' · '}
                <Bytes bytes={model.size} />
              </>
            )}
          </Box>
          <Box
            title={model.intendedUse}
            sx={{
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {model.intendedUse ??
              model.intendedUseUnreadable ??
              t('models.noIntendedUse')}
          </Box>
          <Row gap={1.5}>
            <span>{model.latestVersion ?? t('common.none')}</span>
            <StageWord stage={model.stage} />
            <span>{model.tier}</span>
          </Row>
          <Row gap={0.75}>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {t('models.column.inService')}
            </Box>
            <InServiceCell inService={model.inService} />
          </Row>
          <AttentionLine model={model} wrap />
          <TrustStrip trust={model.trust} compact />
        </Paper>
      ))}
    </Box>
  );
}
