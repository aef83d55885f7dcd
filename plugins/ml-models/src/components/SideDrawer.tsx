import { ReactNode, useId } from 'react';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RiCloseLine } from '@remixicon/react';
import { mlModelsTranslationRef } from '../translation';

/** A drawer that traps the focus and gives it back to whoever opened it. */
export function SideDrawer(props: {
  title: string;
  onClose: () => void;
  width?: number;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(mlModelsTranslationRef);
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open
      onClose={props.onClose}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
        sx: {
          width: props.width ?? 440,
          maxWidth: '100vw',
          p: 2,
          fontFamily: 'fontFamily',
        },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'flex-start',
          justifyContent: 'space-between',
          gap: 1,
          mb: 1,
        }}
      >
        <Typography
          id={titleId}
          component="h2"
          sx={{ fontSize: 18, fontWeight: 600 }}
        >
          {props.title}
        </Typography>
        <IconButton aria-label={t('common.close')} onClick={props.onClose}>
          <RiCloseLine size={18} aria-hidden />
        </IconButton>
      </Box>
      {props.children}
    </Drawer>
  );
}
