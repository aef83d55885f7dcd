import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { Bytes } from '../components/Quantity';
import { StageWord } from '../components/StateWord';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { mlModelsTranslationRef } from '../translation';
import { Attention, ModelName } from './ModelsTable';

/** The list as cards. */
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
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
      }}
    >
      {props.models.map(model => (
        <Paper key={model.id} component="li" variant="outlined" sx={{ p: 2 }}>
          <ModelName model={model} tab={props.tab} />
          <Attention model={model} />
          <Box sx={{ my: 1 }}>
            <Row gap={1.5}>
              <span>{model.latestVersion ?? t('common.none')}</span>
              <StageWord stage={model.stage} />
              <span>{model.tier}</span>
            </Row>
          </Box>
          <Typography variant="body2" color="text.secondary" component="div">
            {[model.task, model.format].filter(Boolean).join(' · ')}
            {model.size && (
              <>
                {' · '}
                <Bytes bytes={model.size} />
              </>
            )}
          </Typography>
          <TrustStrip trust={model.trust} compact />
        </Paper>
      ))}
    </Box>
  );
}
