import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { formatShare } from '../format/quantity';
import { mlModelsTranslationRef } from '../translation';

/** How many workloads serve the model, how locked down, and the canary. */
export function ServingCell(props: { serving: Wire['ServingSummary'] }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const { workloads, mtls, canary, stale } = props.serving;
  if (workloads === null) {
    return <>{t('common.unknown')}</>;
  }
  if (workloads === 0) {
    return <>{t('serving.none')}</>;
  }
  return (
    <>
      {t('serving.workloads', { count: workloads })}
      {mtls && ` · mTLS ${mtls}`}
      {canary !== null &&
        ` · ${t('serving.canary', { share: formatShare(canary) })}`}
      {stale && (
        <Typography component="span" variant="caption" color="text.secondary">
          {' '}
          {t('serving.stale')}
        </Typography>
      )}
    </>
  );
}
