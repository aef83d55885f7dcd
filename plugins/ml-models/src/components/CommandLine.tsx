import Box from '@mui/material/Box';
import { CopyButton } from './CopyButton';

/** Text to copy as it stands: a command, a line of YAML, a snippet. */
export function CommandLine(props: { text: string; label: string }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        p: 1,
        borderRadius: 1,
        bgcolor: 'action.hover',
      }}
    >
      <Box
        component="pre"
        tabIndex={0}
        aria-label={props.label}
        sx={{
          m: 0,
          flex: 1,
          minWidth: 0,
          overflowX: 'auto',
          fontFamily: 'monospace',
          fontSize: 13,
        }}
      >
        {props.text}
      </Box>
      <CopyButton text={props.text} label={props.label} />
    </Box>
  );
}
