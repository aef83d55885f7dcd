import { ReactNode, useEffect } from 'react';
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

/**
 * What the newest attempt came to: progress, or its problems. An attempt is not
 * the model: what was registered before it stands, and that is said first.
 */
export function LastAttempt(props: {
  ingestion: Wire['Ingestion'];
  /** label of the version that stands whatever the attempt came to */
  stands?: string;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { ingestion, stands } = props;
  switch (ingestion.state) {
    case 'queued':
    case 'running':
      return <IngestionProgress ingestion={ingestion} />;
    case 'refused':
      return (
        <Problems
          title={
            stands === undefined
              ? t('ingestion.refused', { count: ingestion.problems.length })
              : t('ingestion.refusedStands', { version: stands })
          }
          severity={stands === undefined ? 'error' : 'warning'}
          problems={ingestion.problems}
        >
          {props.children}
        </Problems>
      );
    case 'failed':
      return (
        <Problems
          title={
            stands === undefined
              ? t('ingestion.failed')
              : t('ingestion.failedStands', { version: stands })
          }
          severity={stands === undefined ? 'error' : 'warning'}
          problems={ingestion.problems}
        >
          {props.children}
        </Problems>
      );
    default:
      return null;
  }
}
