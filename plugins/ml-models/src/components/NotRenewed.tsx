import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { mlModelsTranslationRef } from '../translation';
import { Age } from './Age';

/** What stands below is old, and why: it could not be read again. */
export function NotRenewed(props: {
  error: Error;
  what: string;
  readAt: number | undefined;
  retry: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { error, what, readAt, retry } = props;
  return (
    <Alert
      severity="warning"
      action={
        <Button color="inherit" size="small" onClick={retry}>
          {t('common.retry')}
        </Button>
      }
    >
      {t('common.notRenewed', { what })}{' '}
      {readAt !== undefined && <Age at={readAt} />}. {error.message}
    </Alert>
  );
}
