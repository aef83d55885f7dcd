import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Row } from '../components/PageStack';
import { StageWord } from '../components/StateWord';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { modelAddress } from '../model/useModel';
import { AttentionLine } from '../modelsPage/AttentionLine';
import { InServiceCell } from '../modelsPage/InServiceCell';
import { ModelLink } from '../modelsPage/ModelLink';
import { mlModelsTranslationRef } from '../translation';

/**
 * One model on somebody else's page: what is in service, the newest version,
 * who has to act, and the strip. Without a model it is not registered.
 */
export function ModelItem(props: {
  modelRef: string;
  model: Wire['ModelSummary'] | undefined;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { model, modelRef } = props;
  return (
    <Box component="li" sx={{ py: 1, display: 'grid', gap: 0.5, minWidth: 0 }}>
      <Row gap={1.5}>
        <ModelLink modelRef={modelRef}>
          {model?.title || modelAddress(modelRef).name}
        </ModelLink>
        {model && (
          <>
            <Row gap={0.75}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {t('models.column.inService')}
              </Box>
              <InServiceCell inService={model.inService} />
            </Row>
            <Row gap={0.75}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {t('models.column.newest')}
              </Box>
              <span>{model.latestVersion ?? t('common.none')}</span>
              <StageWord stage={model.stage} />
            </Row>
            <span>{model.tier}</span>
          </>
        )}
      </Row>
      {model ? (
        <>
          <AttentionLine model={model} wrap />
          <TrustStrip trust={model.trust} />
        </>
      ) : (
        <Typography variant="body2" color="text.secondary">
          {t('models.notRegistered')}
        </Typography>
      )}
    </Box>
  );
}
