import { ReactNode } from 'react';
import Box from '@mui/material/Box';

/** Text for those who listen; takes no room on screen. */
export function VisuallyHidden(props: { children: ReactNode }) {
  return (
    <Box
      component="span"
      sx={{
        position: 'absolute',
        width: '1px',
        height: '1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      }}
    >
      {props.children}
    </Box>
  );
}
