import { useState } from 'react';
import Button from '@mui/material/Button';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { answerOf } from '../api/answerOf';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { ErrorPanel } from '../components/ErrorPanel';
import { mlModelsTranslationRef } from '../translation';

/** Asks the registry to read the catalog's present declaration now. */
export function IngestNowButton(props: {
  namespace: string;
  name: string;
  /** what the button says; by default that of a model that was never read */
  label?: string;
  onQueued: (ingestionId: string) => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const client = useApi(mlModelsApiRef);
  const { label = t('ingestion.now'), namespace, name, onQueued } = props;
  const [queued, setQueued] = useState(false);
  const [{ loading, error }, ingest] = useAsyncFn(async () => {
    const { ingestionId } = await answerOf(
      client.request('post', '/models/{namespace}/{name}/ingestions', {
        params: { path: { namespace, name } },
      }),
    );
    setQueued(true);
    onQueued(ingestionId);
  }, [client, namespace, name, onQueued]);
  return (
    <>
      <Button
        variant="outlined"
        size="small"
        disabled={loading || queued}
        onClick={ingest}
      >
        {label}
      </Button>
      {error && <ErrorPanel error={error} what={label} />}
    </>
  );
}
