import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { answerOf } from '../api/answerOf';
import { mlModelsApiRef } from '../api/mlModelsApiRef';
import { ErrorPanel } from '../components/ErrorPanel';
import { Row } from '../components/PageStack';
import { ModelAddress } from '../model/useModel';
import { mlModelsTranslationRef } from '../translation';
import { VerificationResult } from './VerificationResult';

/** Whether the registry is as recorded: by the last verification, or one of now for who may ask for it. */
export function ChainState(props: { address: ModelAddress }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const client = useApi(mlModelsApiRef);
  const { namespace, name } = props.address;
  const [{ loading, error, value }, verify] = useAsyncFn(async () => {
    const page = await answerOf(
      client.request('get', '/models/{namespace}/{name}/events', {
        params: {
          path: { namespace, name },
          query: { verify: true, limit: 1 },
        },
      }),
    );
    if (!page.verification) {
      throw new Error(t('chain.noAnswer'));
    }
    return page.verification;
  }, [client, namespace, name, t]);
  return (
    <>
      <Row gap={2}>
        <Button
          size="small"
          variant="outlined"
          disabled={loading}
          onClick={verify}
        >
          {t('chain.verify')}
        </Button>
        {!value && !error && (
          <Typography variant="body2" color="text.secondary">
            {t('chain.notVerified')}
          </Typography>
        )}
      </Row>
      {error && <ErrorPanel error={error} what={t('chain.title')} />}
      {value && (
        <VerificationResult
          verification={value}
          whole={t('chain.registryOk', { position: String(value.position) })}
        />
      )}
    </>
  );
}
