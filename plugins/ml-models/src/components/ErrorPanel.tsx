import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MlModelsRequestError } from '../api/MlModelsRequestError';
import { mlModelsTranslationRef } from '../translation';

/** Something could not be read: said so, never shown as nothing there. */
export function ErrorPanel(props: {
  error: Error;
  what: string;
  retry?: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { error, retry, what } = props;
  const denied =
    error instanceof MlModelsRequestError && error.code === 'NOT_ALLOWED';
  return (
    <Alert
      severity={denied ? 'info' : 'error'}
      action={
        retry && (
          <Button color="inherit" size="small" onClick={retry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      <AlertTitle>
        {denied ? t('error.denied', { what }) : t('error.unreadable', { what })}
      </AlertTitle>
      {error.message}
    </Alert>
  );
}
