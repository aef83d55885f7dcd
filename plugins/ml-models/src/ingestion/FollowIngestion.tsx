import { useEffect } from 'react';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { LastAttempt } from './NotRegistered';
import { isUnderWay, useLatestIngestion } from './useLatestIngestion';

/** Progress of the ingestion of a registered model; `onEnd` when it is over. */
export function FollowIngestion(props: {
  modelRef: string;
  /** label of the version that stands whatever comes of it */
  stands?: string;
  onEnd: (ingestion: Wire['Ingestion']) => void;
}) {
  const { value } = useLatestIngestion(props.modelRef);
  const { onEnd, stands } = props;
  const ended = value && !isUnderWay(value) ? value : undefined;
  useEffect(() => {
    if (ended) {
      onEnd(ended);
    }
  }, [ended, onEnd]);
  return value ? <LastAttempt ingestion={value} stands={stands} /> : null;
}
