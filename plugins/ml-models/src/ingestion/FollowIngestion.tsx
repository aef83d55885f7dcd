import { useEffect } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { QueryView } from '../components/QueryView';
import { mlModelsTranslationRef } from '../translation';
import { LastAttempt } from './NotRegistered';
import { isUnderWay, useIngestion } from './useLatestIngestion';

/** Progress of one attempt to read a model again; `onEnd` when it is over. */
export function FollowIngestion(props: {
  ingestionId: string;
  /** label of the version that stands whatever comes of it */
  stands?: string;
  onEnd: (ingestion: Wire['Ingestion']) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { ingestionId, onEnd, stands } = props;
  const query = useIngestion(ingestionId);
  const { value } = query;
  const ended = value && !isUnderWay(value) ? value : undefined;
  useEffect(() => {
    if (ended) {
      onEnd(ended);
    }
  }, [ended, onEnd]);
  return (
    <QueryView query={query} what={t('ingestion.what')} height={40}>
      {ingestion => <LastAttempt ingestion={ingestion} stands={stands} />}
    </QueryView>
  );
}
