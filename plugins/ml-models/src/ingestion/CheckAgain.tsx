import { useCallback, useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { FollowIngestion } from './FollowIngestion';
import { IngestNowButton } from './IngestNowButton';

/** Reads the declared files once more and says what came of it. */
export function CheckAgain(props: {
  address: ModelAddress;
  onEnd: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { address, onEnd } = props;
  const [asked, setAsked] = useState<string>();
  const [ended, setEnded] = useState<Wire['Ingestion']>();
  const end = useCallback(
    (ingestion: Wire['Ingestion']) => {
      setEnded(ingestion);
      onEnd();
    },
    [onEnd],
  );
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <IngestNowButton
          key={ended?.id}
          namespace={address.namespace}
          name={address.name}
          label={t('ingestion.again')}
          onQueued={id => {
            setEnded(undefined);
            setAsked(id);
          }}
        />
      </Box>
      {asked && <FollowIngestion key={asked} ingestionId={asked} onEnd={end} />}
      {ended?.state === 'succeeded' && (
        <Alert severity="info" role="status">
          {t('ingestion.succeeded')}
        </Alert>
      )}
    </Box>
  );
}
