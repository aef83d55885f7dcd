import { ReactNode } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';

/** Nothing there, why, and what one can do. */
export function EmptyState(props: {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Box sx={{ py: 3, textAlign: 'center' }}>
      <Typography sx={{ fontWeight: 600 }}>{props.title}</Typography>
      {props.description && (
        <Typography component="div" variant="body2" color="text.secondary">
          {props.description}
        </Typography>
      )}
      {props.action && <Box sx={{ mt: 1.5 }}>{props.action}</Box>}
    </Box>
  );
}
