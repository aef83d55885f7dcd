import { ReactNode } from 'react';
import Box from '@mui/material/Box';

/** First stop of the keyboard: leads past what stands before the content. */
export function SkipLink(props: {
  /** id of an element that can take the focus */
  target: string;
  children: ReactNode;
}) {
  return (
    <Box
      component="a"
      href={`#${props.target}`}
      onClick={event => {
        // The address belongs to the filters; a fragment would be lost in it.
        event.preventDefault();
        document.getElementById(props.target)?.focus();
      }}
      sx={{
        position: 'absolute',
        clipPath: 'inset(50%)',
        px: 1,
        py: 0.5,
        bgcolor: 'background.paper',
        color: 'text.primary',
        zIndex: 'tooltip',
        '&:focus': { clipPath: 'none' },
      }}
    >
      {props.children}
    </Box>
  );
}
