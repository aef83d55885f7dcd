import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiRefreshLine } from '@remixicon/react';
import { mlModelsTranslationRef } from '../translation';
import { Age } from './Age';

/** How old the page is, and a button that reads it again. */
export function Freshness(props: {
  readAt: number | undefined;
  onRefresh: () => void;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  return props.readAt === undefined ? null : (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        fontSize: 13,
        color: 'text.secondary',
        whiteSpace: 'nowrap',
      }}
    >
      <span>
        {t('common.asOf')} <Age at={props.readAt} />
      </span>
      <Tooltip title={t('common.refresh')}>
        <IconButton
          size="small"
          aria-label={t('common.refresh')}
          onClick={props.onRefresh}
        >
          <RiRefreshLine size={14} aria-hidden />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
