import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { Time } from '../components/Time';
import { mlModelsTranslationRef } from '../translation';

/** Says that the page shows the past, which instant, and the way back. */
export function AsOfBanner(props: {
  asOf: string;
  answered: Wire['Model']['asOf'];
  presentOnly?: boolean;
  onReturn: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { answered } = props;
  return (
    <Alert
      severity="warning"
      action={
        <Button color="inherit" size="small" onClick={props.onReturn}>
          {t('asOf.return')}
        </Button>
      }
    >
      <AlertTitle>{t('asOf.title', { asOf: props.asOf })}</AlertTitle>
      {answered && (
        <>
          {t('asOf.position', { position: String(answered.position) })}{' '}
          {answered.recordedAt && <Time at={answered.recordedAt} />}{' '}
        </>
      )}
      {props.presentOnly ? t('asOf.presentOnly') : t('asOf.description')}
    </Alert>
  );
}
