import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Wire } from '@ml-models/backstage-plugin-ml-models-common';
import { VerdictGlyph } from '../components/verdict/VerdictGlyph';
import { verdictLook } from '../components/verdict/verdictLook';
import { formatShare } from '../format/quantity';
import { mtlsWordLook } from '../serving/mtlsLook';
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
    <Box component="span">
      {t('serving.workloads', { count: workloads })}
      {mtls && (
        <Tooltip title={`mTLS ${mtls}`}>
          <span aria-label={`mTLS ${mtls}`} role="img">
            {' · mTLS '}
            <VerdictGlyph look={verdictLook(mtlsWordLook(mtls))} size={12} />
          </span>
        </Tooltip>
      )}
      {canary !== null &&
        ` · ${t('serving.canary', { share: formatShare(canary) })}`}
      {stale && (
        <Typography component="div" variant="caption" color="text.secondary">
          {t('serving.stale')}
        </Typography>
      )}
    </Box>
  );
}
