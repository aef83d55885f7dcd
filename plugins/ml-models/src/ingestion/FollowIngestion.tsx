import { useEffect } from 'react';
import { LastAttempt } from './NotRegistered';
import { isUnderWay, useLatestIngestion } from './useLatestIngestion';

/** Progress of the ingestion of a registered model; `onEnd` when it is over. */
export function FollowIngestion(props: {
  modelRef: string;
  onEnd: () => void;
}) {
  const { value } = useLatestIngestion(props.modelRef);
  const { onEnd } = props;
  const over = Boolean(value) && !isUnderWay(value ?? undefined);
  useEffect(() => {
    if (over) {
      onEnd();
    }
  }, [over, onEnd]);
  return value ? <LastAttempt ingestion={value} /> : null;
}
