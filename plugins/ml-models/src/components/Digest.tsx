import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { shortDigest } from '../format/digest';
import { mlModelsTranslationRef } from '../translation';
import { CopyButton } from './CopyButton';

/** First 12 digits; the whole digest on hover and by the copy button. */
export function Digest(props: { digest: string }) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5 }}
    >
      <Tooltip describeChild title={props.digest}>
        <Box
          component="code"
          sx={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}
        >
          {shortDigest(props.digest)}
        </Box>
      </Tooltip>
      <CopyButton text={props.digest} label={t('common.digest')} />
    </Box>
  );
}
