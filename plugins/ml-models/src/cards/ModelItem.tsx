import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { isNotFound } from '../api/MlModelsRequestError';
import { Row } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { StageWord } from '../components/StateWord';
import { TrustStrip } from '../components/verdict/TrustStrip';
import { modelAddress, useModel } from '../model/useModel';
import { ModelLink } from '../modelsPage/ModelLink';
import { mlModelsTranslationRef } from '../translation';

/** One model on somebody else's page: what it is, and the strip. */
export function ModelItem(props: { modelRef: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const address = modelAddress(props.modelRef);
  const query = useModel(address);
  return (
    <Box component="li" sx={{ py: 1 }}>
      <Row gap={1.5}>
        <ModelLink modelRef={props.modelRef}>
          {query.value?.title || address.name}
        </ModelLink>
        {query.value && (
          <>
            <span>{query.value.latestVersion ?? t('common.none')}</span>
            <StageWord stage={query.value.stage} />
            <span>{query.value.tier}</span>
          </>
        )}
      </Row>
      {query.value?.attention && (
        <Typography variant="body2">▲ {query.value.attention}</Typography>
      )}
      {isNotFound(query.error) ? (
        <Typography variant="body2" color="text.secondary">
          {t('models.notRegistered')}
        </Typography>
      ) : (
        <QueryView query={query} what={address.name} height={32}>
          {({ trust }) => <TrustStrip trust={trust} />}
        </QueryView>
      )}
    </Box>
  );
}
