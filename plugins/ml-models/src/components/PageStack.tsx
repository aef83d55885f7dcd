import { ReactNode } from 'react';
import Box from '@mui/material/Box';

/** Blocks of a page under each other. */
export function PageStack(props: { children: ReactNode; gap?: number }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: props.gap ?? 2,
        minWidth: 0,
        justifyItems: props.gap === undefined ? undefined : 'start',
        // What is no Typography would take the font of whatever is around it.
        fontFamily: 'fontFamily',
      }}
    >
      {props.children}
    </Box>
  );
}

/** Small things beside each other, wrapping on narrow screens. */
export function Row(props: {
  children: ReactNode;
  gap?: number;
  oneLine?: boolean;
}) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: props.oneLine ? 'nowrap' : 'wrap',
        alignItems: 'center',
        gap: props.gap ?? 1,
        minWidth: 0,
      }}
    >
      {props.children}
    </Box>
  );
}
