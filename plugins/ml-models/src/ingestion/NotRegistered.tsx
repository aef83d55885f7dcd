import { useEffect } from 'react';
import Box from '@mui/material/Box';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EmptyState } from '../components/EmptyState';
import { PageStack } from '../components/PageStack';
import { QueryView } from '../components/QueryView';
import { mlModelsTranslationRef } from '../translation';
import { IngestionProgress } from './IngestionProgress';
import { IngestNowButton } from './IngestNowButton';
import { Problems } from './Problems';
import { isUnderWay, useLatestIngestion } from './useLatestIngestion';

/** A model that the catalog has and the registry has not: why, and the cure. */
export function NotRegistered(props: {
  modelRef: string;
  namespace: string;
  name: string;
  onRegistered: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { modelRef, namespace, name, onRegistered } = props;
  const query = useLatestIngestion(modelRef);
  const state = query.value?.state;
  useEffect(() => {
    if (state === 'succeeded') {
      onRegistered();
    }
  }, [state, onRegistered]);
  return (
    <QueryView query={query} what={t('ingestion.what')}>
      {ingestion => (
        <PageStack>
          {ingestion ? (
            <LastAttempt ingestion={ingestion} />
          ) : (
            <EmptyState
              title={t('ingestion.none')}
              description={t('ingestion.noneDescription')}
            />
          )}
          {!isUnderWay(ingestion ?? undefined) && (
            <Box>
              <IngestNowButton
                key={ingestion?.id}
                namespace={namespace}
                name={name}
                onQueued={query.retry}
              />
            </Box>
          )}
        </PageStack>
      )}
    </QueryView>
  );
}

/** What the newest attempt came to: progress, or its problems. */
export function LastAttempt(props: { ingestion: Wire['Ingestion'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { ingestion } = props;
  switch (ingestion.state) {
    case 'queued':
    case 'running':
      return <IngestionProgress ingestion={ingestion} />;
    case 'refused':
      return (
        <Problems
          title={t('ingestion.refused', { count: ingestion.problems.length })}
          problems={ingestion.problems}
        />
      );
    case 'failed':
      return (
        <Problems title={t('ingestion.failed')} problems={ingestion.problems} />
      );
    default:
      return null;
  }
}
